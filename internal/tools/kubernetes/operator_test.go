package kubernetes

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"
)

// operatorCollector is what of an OpenTelemetryCollector, opentelemetry.io/v1beta1, the file uses, in the
// types of Kubernetes that its definition has: a field that is not here is refused. It follows
// apis/v1beta1 of github.com/open-telemetry/opentelemetry-operator, whose module cannot be depended on here.
type operatorCollector struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		Mode            string `json:"mode"`
		Image           string `json:"image"`
		UpgradeStrategy string `json:"upgradeStrategy"`
		Autoscaler      *struct {
			MinReplicas          *int32 `json:"minReplicas"`
			MaxReplicas          *int32 `json:"maxReplicas"`
			TargetCPUUtilization *int32 `json:"targetCPUUtilization"`
		} `json:"autoscaler"`
		PodDisruptionBudget *struct {
			MaxUnavailable *intstr.IntOrString `json:"maxUnavailable"`
		} `json:"podDisruptionBudget"`
		TerminationGracePeriodSeconds *int64                      `json:"terminationGracePeriodSeconds"`
		Resources                     corev1.ResourceRequirements `json:"resources"`
		Env                           []corev1.EnvVar             `json:"env"`
		PodSecurityContext            *corev1.PodSecurityContext  `json:"podSecurityContext"`
		SecurityContext               *corev1.SecurityContext     `json:"securityContext"`
		Ports                         []corev1.ServicePort        `json:"ports"`
		Config                        map[string]any              `json:"config"`
	} `json:"spec"`
}

func TestTheOperatorsObjects(t *testing.T) {
	modes := map[string]bool{}
	for _, document := range documents(t, "operator.yaml") {
		c := as[operatorCollector](t, document)
		t.Run(c.Name, func(t *testing.T) {
			assert.Equal(t, "opentelemetry.io/v1beta1", c.APIVersion)
			assert.Equal(t, "OpenTelemetryCollector", c.Kind)
			assert.Equal(t, "none", c.Spec.UpgradeStrategy)
			assert.True(t, *c.Spec.SecurityContext.ReadOnlyRootFilesystem)
			if c.Spec.Mode == "sidecar" {
				assert.Nil(t, c.Spec.PodSecurityContext, "the operator ignores it in a sidecar")
				assert.True(t, *c.Spec.SecurityContext.RunAsNonRoot)
			}
			config, err := yaml.Marshal(c.Spec.Config)
			require.NoError(t, err)
			assert.Contains(t, string(config), "0.0.0.0:13133", "the operator's probes come from outside the pod")
			loads(t, config)
		})
		modes[c.Spec.Mode] = true
	}
	assert.Equal(t, map[string]bool{"deployment": true, "sidecar": true}, modes)
}
