package kubernetes

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kubectl-validate/pkg/openapiclient"
	"sigs.k8s.io/kubectl-validate/pkg/validator"
	"sigs.k8s.io/yaml"
)

// schemaVersion is the newest Kubernetes whose schemas the validator brings along.
const schemaVersion = "1.30"

// manifests are the files of stock Kubernetes objects.
var manifests = []string{"sidecar.yaml", "gateway.yaml"}

// documents splits a file.
func documents(t *testing.T, name string) [][]byte {
	t.Helper()
	text := read(t, filepath.Join("deploy/kubernetes", name))
	decoder := utilyaml.NewDocumentDecoder(io.NopCloser(bytes.NewReader(text)))
	defer decoder.Close()
	var all [][]byte
	for {
		buffer := make([]byte, len(text))
		n, err := decoder.Read(buffer)
		if err == io.EOF {
			return all
		}
		require.NoError(t, err)
		all = append(all, buffer[:n])
	}
}

// TestKubernetesAcceptsTheManifests does what the API server does with what it is sent: unknown fields, types,
// required fields, values.
func TestKubernetesAcceptsTheManifests(t *testing.T) {
	v := schemas(t)
	for _, name := range manifests {
		for i, document := range documents(t, name) {
			t.Run(fmt.Sprintf("%s/%d", name, i), func(t *testing.T) {
				assert.NoError(t, validate(v, document))
			})
		}
	}
}

func TestKubernetesFindsFaults(t *testing.T) {
	v := schemas(t)
	for name, document := range map[string]string{
		"an unknown field": "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {port: 1}}",
		"a wrong type":     "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ports: [{port: one}]}}",
		"nothing selected": "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x}, spec: {}}",
	} {
		t.Run(name, func(t *testing.T) { assert.Error(t, validate(v, []byte(document))) })
	}
}

func schemas(t *testing.T) *validator.Validator {
	t.Helper()
	v, err := validator.New(openapiclient.NewHardcodedBuiltins(schemaVersion))
	require.NoError(t, err)
	return v
}

func validate(v *validator.Validator, document []byte) error {
	_, object, err := v.Parse(document)
	if err != nil {
		return err
	}
	return v.Validate(object)
}

// cluster is what a file makes, as far as the parts refer to each other.
type cluster struct {
	configs     map[string]corev1.ConfigMap
	deployments []appsv1.Deployment
	services    []corev1.Service
	budgets     []policyv1.PodDisruptionBudget
	policies    []networkingv1.NetworkPolicy
	scalers     []autoscalingv2.HorizontalPodAutoscaler
}

func load(t *testing.T, name string) cluster {
	t.Helper()
	c := cluster{configs: map[string]corev1.ConfigMap{}}
	for _, document := range documents(t, name) {
		var kind metav1.TypeMeta
		require.NoError(t, yaml.Unmarshal(document, &kind))
		switch kind.Kind {
		case "ConfigMap":
			m := as[corev1.ConfigMap](t, document)
			c.configs[m.Name] = m
		case "Deployment":
			c.deployments = append(c.deployments, as[appsv1.Deployment](t, document))
		case "Service":
			c.services = append(c.services, as[corev1.Service](t, document))
		case "PodDisruptionBudget":
			c.budgets = append(c.budgets, as[policyv1.PodDisruptionBudget](t, document))
		case "NetworkPolicy":
			c.policies = append(c.policies, as[networkingv1.NetworkPolicy](t, document))
		case "HorizontalPodAutoscaler":
			c.scalers = append(c.scalers, as[autoscalingv2.HorizontalPodAutoscaler](t, document))
		}
	}
	require.Len(t, c.deployments, 1)
	return c
}

func as[T any](t *testing.T, document []byte) T {
	t.Helper()
	var object T
	require.NoError(t, yaml.UnmarshalStrict(document, &object))
	return object
}

// collector is the container of ours, which may be a sidecar.
func collector(t *testing.T, d appsv1.Deployment) corev1.Container {
	t.Helper()
	all := slices.Concat(d.Spec.Template.Spec.InitContainers, d.Spec.Template.Spec.Containers)
	i := slices.IndexFunc(all, func(c corev1.Container) bool { return c.Name == "otelcol-mcp" })
	require.GreaterOrEqual(t, i, 0)
	return all[i]
}

func TestTheConfigurationsOfPodsLoad(t *testing.T) {
	for _, name := range manifests {
		for _, m := range load(t, name).configs {
			t.Run(m.Name, func(t *testing.T) { loads(t, []byte(m.Data["config.yaml"])) })
		}
	}
}

func TestEverythingReferredToIsThere(t *testing.T) {
	for _, name := range manifests {
		t.Run(name, func(t *testing.T) {
			c := load(t, name)
			d := c.deployments[0]
			pod := labels.Set(d.Spec.Template.Labels)
			selects := func(what string, s *metav1.LabelSelector) {
				selector, err := metav1.LabelSelectorAsSelector(s)
				require.NoError(t, err)
				assert.True(t, selector.Matches(pod), "%s does not select the pods", what)
			}
			selects("Deployment", d.Spec.Selector)
			for _, b := range c.budgets {
				selects("PodDisruptionBudget", b.Spec.Selector)
			}
			for _, p := range c.policies {
				selects("NetworkPolicy", &p.Spec.PodSelector)
				for _, rule := range p.Spec.Ingress {
					for _, port := range rule.Ports {
						hasPort(t, collector(t, d), *port.Port)
					}
				}
			}
			for _, s := range c.services {
				selects("Service", &metav1.LabelSelector{MatchLabels: s.Spec.Selector})
				for _, port := range s.Spec.Ports {
					hasPort(t, collector(t, d), port.TargetPort)
				}
			}
			for _, s := range c.scalers {
				assert.Equal(t, d.Name, s.Spec.ScaleTargetRef.Name)
				assert.Nil(t, d.Spec.Replicas, "or each apply undoes the autoscaler's work")
			}
			for _, v := range d.Spec.Template.Spec.Volumes {
				if v.ConfigMap != nil {
					assert.Contains(t, c.configs, v.ConfigMap.Name)
				}
			}
			for _, m := range collector(t, d).VolumeMounts {
				assert.True(t, slices.ContainsFunc(d.Spec.Template.Spec.Volumes, func(v corev1.Volume) bool { return v.Name == m.Name }), m.Name)
			}
		})
	}
}

func hasPort(t *testing.T, c corev1.Container, port intstr.IntOrString) {
	t.Helper()
	assert.True(t, slices.ContainsFunc(c.Ports, func(p corev1.ContainerPort) bool {
		return p.Name == port.StrVal || p.ContainerPort == port.IntVal
	}), "the container has no port %s", port.String())
}

func TestPodsAreRestricted(t *testing.T) {
	for _, name := range manifests {
		t.Run(name, func(t *testing.T) {
			d := load(t, name).deployments[0]
			pod, container := d.Spec.Template.Spec, collector(t, d)
			assert.False(t, *pod.AutomountServiceAccountToken)
			assert.True(t, *pod.SecurityContext.RunAsNonRoot)
			assert.Equal(t, corev1.SeccompProfileTypeRuntimeDefault, pod.SecurityContext.SeccompProfile.Type)
			assert.False(t, *container.SecurityContext.AllowPrivilegeEscalation)
			assert.True(t, *container.SecurityContext.ReadOnlyRootFilesystem)
			assert.Equal(t, []corev1.Capability{"ALL"}, container.SecurityContext.Capabilities.Drop)
			assert.NotEmpty(t, container.Resources.Limits.Memory().Value(), "the memory limiter needs a limit")
			for _, probe := range []*corev1.Probe{container.StartupProbe, container.LivenessProbe, container.ReadinessProbe} {
				require.NotNil(t, probe)
				hasPort(t, container, probe.HTTPGet.Port)
			}
		})
	}
}
