package detect

import "strings"

// Code hosts, builds and registries of packages.
func codeHosts() []RuleSpec {
	const (
		github = "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/"
		gitlab = "https://docs.gitlab.com/security/tokens/#token-prefixes"
	)
	return []RuleSpec{
		{ID: "github-pat", Source: github, Pattern: `ghp_[0-9A-Za-z]{36}`, True: texts("ghp_"+mixed(36), `\nghp_`+mixed(36)), False: texts("ghp_"+mixed(30), "ghp_"+strings.Repeat("x", 36))},
		{ID: "github-oauth", Source: github, Pattern: `gho_[0-9A-Za-z]{36}`, True: texts("gho_" + mixed(36)), False: texts("gho_" + mixed(30))},
		{ID: "github-app-token", Source: github, Pattern: `gh[us]_[0-9A-Za-z]{36}`, True: texts("ghs_"+mixed(36), "ghu_"+mixed(36)), False: texts("ghs_" + mixed(30))},
		{ID: "github-refresh-token", Source: github, Pattern: `ghr_[0-9A-Za-z]{36,76}`, True: texts("ghr_"+mixed(36), "ghr_"+mixed(76)), False: texts("ghr_" + mixed(30))},
		{ID: "github-fine-grained-pat", Source: github, Pattern: `github_pat_[0-9A-Za-z_]{82}`, True: texts("github_pat_" + mixed(22) + "_" + mixed(59)), False: texts("github_pat_" + mixed(30))},
		{ID: "gitlab-pat", Source: gitlab, Pattern: `glpat-[0-9A-Za-z_-]{20,300}(\.[0-9a-z]{2}(\.[0-9a-z]{9}|[0-9a-z]{7}))?`, True: texts("glpat-"+mixed(20), "glpat-"+mixed(27)+"."+small(2)+"."+small(9), "glpat-"+mixed(27)+"."+small(9)), False: texts("glpat-" + mixed(9))},
		{ID: "gitlab-deploy-token", Source: gitlab, Pattern: `gldt-[0-9A-Za-z_-]{20,300}`, True: texts("gldt-" + mixed(20)), False: texts("gldt-" + mixed(9))},
		{ID: "gitlab-feed-token", Source: gitlab, Pattern: `glft-[0-9A-Za-z_-]{20,300}`, True: texts("glft-" + mixed(20)), False: texts("glft-" + mixed(9))},
		{ID: "gitlab-feature-flag-token", Source: gitlab, Pattern: `glffct-[0-9A-Za-z_-]{20,300}`, True: texts("glffct-" + mixed(20)), False: texts("glffct-" + mixed(9))},
		{ID: "gitlab-scim-token", Source: gitlab, Pattern: `glsoat-[0-9A-Za-z_-]{20,300}`, True: texts("glsoat-" + mixed(20)), False: texts("glsoat-" + mixed(9))},
		{ID: "gitlab-runner-token", Source: gitlab, Pattern: `glrtr?-[0-9A-Za-z_.-]{20,300}`, True: texts("glrt-" + mixed(20)), False: texts("glrt-" + mixed(9))},
		{ID: "gitlab-runner-registration", Source: gitlab, Pattern: `GR1348941[0-9A-Za-z_-]{20}`, Entropy: 3, True: texts("GR1348941" + mixed(20)), False: texts("GR1348941"+mixed(9), "GR1348941"+strings.Repeat("X", 20))},
		{ID: "gitlab-job-token", Source: gitlab, Pattern: `glcbt-([0-9A-Za-z]{1,5}_)?[0-9A-Za-z_-]{20,300}`, True: texts("glcbt-" + mixed(2) + "_" + mixed(20)), False: texts("glcbt-" + mixed(9))},
		{ID: "gitlab-trigger-token", Source: gitlab, Pattern: `glptt-[0-9a-f]{40}`, True: texts("glptt-" + hexa(40)), False: texts("glptt-" + hexa(9))},
		{ID: "gitlab-agent-token", Source: gitlab, Pattern: `glagent-[0-9A-Za-z_-]{50,}`, True: texts("glagent-" + mixed(50)), False: texts("glagent-" + mixed(9))},
		{ID: "gitlab-oauth-secret", Source: gitlab, Pattern: `gloas-[0-9A-Za-z_-]{64}`, True: texts("gloas-" + mixed(64)), False: texts("gloas-" + mixed(9))},
		{ID: "gitlab-mail-token", Source: gitlab, Pattern: `glimt-[0-9A-Za-z_-]{25}`, True: texts("glimt-" + mixed(25)), False: texts("glimt-" + mixed(9))},
		{ID: "gitlab-session", Source: "gitlab: the session cookie", Pattern: `_gitlab_session=(?P<value>[0-9a-z]{32})`, True: texts("Cookie: _gitlab_session=" + small(32)), False: texts("_gitlab_session=" + small(4))},
		{ID: "atlassian-token", Source: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/", Pattern: `AT[AC]TT3[0-9A-Za-z_=-]{60,400}`, True: texts("ATATT3" + mixed(186)), False: texts("ATATT3" + mixed(9))},
		{ID: "atlassian-old-token", Source: "gitleaks atlassian-api-token: 24 letters and digits", Pattern: `[0-9A-Za-z]{24}`, Keys: texts("atlassian", "confluence", "jira"), Entropy: 3.5, True: texts("JIRA_API_TOKEN=" + mixed(24)), False: texts("jira_project=" + small(6))},
		{ID: "bitbucket-app-password", Source: "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/", Pattern: `ATBB[0-9A-Za-z_=.-]{32,64}`, True: texts("ATBB" + mixed(32)), False: texts("ATBB" + mixed(9))},
		{ID: "bitbucket-client", Source: "gitleaks bitbucket-client-id and -secret: 32 and 64 characters", Pattern: `[0-9A-Za-z]{32}|[0-9A-Za-z=_-]{64}`, Keys: texts("bitbucket"), Entropy: 3, True: texts("bitbucket_token: " + small(32)), False: texts("bitbucket_repo: " + small(8))},
		{ID: "sourcegraph-token", Source: "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token", Pattern: `sgp_(([0-9a-f]{16}|local)_)?[0-9a-f]{40}`, True: texts("sgp_"+hexa(16)+"_"+hexa(40), "sgp_"+hexa(40)), False: texts("sgp_" + hexa(9))},
		{ID: "sourcegraph-old-token", Source: "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token", Pattern: `[0-9A-Fa-f]{40}`, Keys: texts("sourcegraph", "src_access"), Entropy: 3, True: texts("SRC_ACCESS_TOKEN=" + hexa(40)), False: texts("sourcegraph=" + hexa(7))},
		{ID: "codecov-token", Source: "gitleaks codecov-access-token: 32 characters", Pattern: `[0-9A-Za-z]{32}|` + patternUUID, Keys: texts("codecov"), Entropy: 3, True: texts("CODECOV_TOKEN=" + small(32)), False: texts("codecov_flag=" + small(5))},
		{ID: "circleci-token", Source: "https://circleci.com/docs/managing-api-tokens/", Pattern: `CCI(PAT|PRJ)_[0-9A-Za-z]{22}_[0-9A-Za-z]{40}`, True: texts("CCIPAT_" + mixed(22) + "_" + hexa(40)), False: texts("CCIPAT_" + mixed(9))},
		{ID: "travis-token", Source: "gitleaks travisci-access-token: 22 characters", Pattern: `[0-9A-Za-z]{22}`, Keys: texts("travis"), Entropy: 3, True: texts("travis_token=" + mixed(22)), False: texts("travis_job=" + small(5))},
		{ID: "buildkite-token", Source: "https://buildkite.com/docs/apis/managing-api-tokens", Pattern: `bk(ua|ct|at|cq)_[0-9a-f]{40}`, True: texts("bkua_" + hexa(40)), False: texts("bkua_" + hexa(9))},
		{ID: "drone-token", Source: "gitleaks droneci-access-token: 32 characters", Pattern: `[0-9A-Za-z]{32}`, Keys: texts("drone"), Entropy: 3, True: texts("DRONE_TOKEN=" + mixed(32)), False: texts("drone_build=" + small(5))},
		{ID: "jenkins-token", Source: "https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/", Pattern: `11[0-9a-f]{32}`, Entropy: 3, True: texts("user:11" + hexa(32)), False: texts("11" + hexa(20))},
		{ID: "npm-token", Source: "https://docs.npmjs.com/about-access-tokens", Pattern: `npm_[0-9A-Za-z]{36}`, True: texts("//npm.example.com/:_authToken=npm_" + mixed(36)), False: texts("npm_" + mixed(9))},
		{ID: "npm-old-token", Source: "https://docs.npmjs.com/about-access-tokens", Pattern: patternUUID, Keys: texts("_authtoken"), True: texts("_authToken=" + uuid()), False: texts("_authToken=${NPM_TOKEN}")},
		{ID: "pypi-token", Source: "https://github.com/pypi/warehouse (macaroons)", Pattern: `pypi-AgE[0-9A-Za-z_-]{50,1000}`, True: texts("pypi-AgE" + mixed(150)), False: texts("pypi-AgE" + mixed(9))},
		{ID: "rubygems-key", Source: "https://guides.rubygems.org/api-key-scopes/", Pattern: `rubygems_[0-9a-f]{48}`, True: texts("rubygems_" + hexa(48)), False: texts("rubygems_" + hexa(9))},
		{ID: "nuget-key", Source: "https://learn.microsoft.com/nuget/nuget-org/publish-a-package", Pattern: `oy2[0-9a-z]{43}`, Entropy: 3, True: texts("oy2" + small(43)), False: texts("oy2" + small(9))},
		{ID: "docker-token", Source: "https://docs.docker.com/security/access-tokens/", Pattern: `dckr_(pat|oat)_[0-9A-Za-z_-]{27,40}`, True: texts("dckr_pat_" + mixed(27)), False: texts("dckr_pat_" + mixed(9))},
		{ID: "crates-token", Source: "https://doc.rust-lang.org/cargo/reference/publishing.html", Pattern: `cio[0-9A-Za-z]{32}`, Entropy: 3.5, True: texts("cio" + mixed(32)), False: texts("cio" + mixed(9))},
		{ID: "clojars-token", Source: "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens", Pattern: `(?i)clojars_[0-9a-z]{60}`, True: texts("CLOJARS_" + hexa(60)), False: texts("CLOJARS_" + hexa(9))},
		{ID: "artifactory-key", Source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens", Pattern: `AKCp[0-9A-Za-z]{69}|cmVmd[0-9A-Za-z]{59}`, True: texts("AKCp"+mixed(69), "cmVmdGtu"+mixed(56)), False: texts("AKCp" + mixed(9))},
		{ID: "jfrog-key", Source: "gitleaks jfrog-api-key: 64 or 73 characters", Pattern: `[0-9A-Za-z]{64}|[0-9A-Za-z]{73}`, Keys: texts("jfrog", "artifactory", "bintray", "xray"), Entropy: 3.5, True: texts("jfrog_token: " + mixed(73)), False: texts("jfrog_repo: " + small(9))},
		{ID: "octopus-key", Source: "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key", Pattern: `API-[0-9A-Z]{26}`, Entropy: 3, True: texts(`apikey="API-` + big(26) + `"`), False: texts("API-"+big(9), "GSSAPI-"+big(26))},
		{ID: "sonar-token", Source: "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/", Pattern: `sq[pua]_[0-9A-Za-z]{40}`, True: texts("sqp_" + hexa(40)), False: texts("sqp_" + hexa(9))},
		{ID: "sonar-old-token", Source: "gitleaks sonar-api-token: 40 characters", Pattern: `[0-9A-Za-z=_-]{40}`, Keys: texts("sonar"), Entropy: 3, True: texts("sonar.login=" + hexa(40)), False: texts("sonar.projectKey=" + small(9))},
		{ID: "snyk-token", Source: "https://docs.snyk.io/snyk-api/authentication-for-api", Pattern: `snyk_(uat|sat)\.[0-9a-f]{8}\.[0-9A-Za-z_.-]{40,500}`, True: texts("snyk_uat." + hexa(8) + "." + mixed(120)), False: texts("snyk_uat." + hexa(4))},
		{ID: "snyk-old-token", Source: "gitleaks snyk-api-token: a UUID", Pattern: patternUUID, Keys: texts("snyk"), True: texts("SNYK_TOKEN=" + uuid()), False: texts("snyk_org=" + hexa(8))},
		{ID: "launchdarkly-key", Source: "https://launchdarkly.com/docs/sdk/concepts/client-side-server-side", Pattern: `(sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`, True: texts("sdk-" + uuid()), False: texts("sdk-" + hexa(8))},
		{ID: "launchdarkly-old-key", Source: "gitleaks launchdarkly-access-token: 40 characters", Pattern: `[0-9A-Za-z=_-]{40}`, Keys: texts("launchdarkly"), Entropy: 3, True: texts("launchdarkly_token: " + mixed(40)), False: texts("launchdarkly_env: " + small(4))},
		{ID: "harness-token", Source: "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/", Pattern: `[ps]at\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z]{24}\.[0-9A-Za-z]{20}`, True: texts("pat." + mixed(22) + "." + hexa(24) + "." + mixed(20)), False: texts("pat." + mixed(9))},
		{ID: "postman-key", Source: "https://learning.postman.com/docs/developer/postman-api/authentication/", Pattern: `PMAK-[0-9a-f]{24}-[0-9a-f]{34}`, True: texts("PMAK-" + hexa(24) + "-" + hexa(34)), False: texts("PMAK-" + hexa(9))},
		{ID: "readme-key", Source: "https://docs.readme.com/main/reference/intro/authentication", Pattern: `rdme_[0-9a-z]{70}`, True: texts("rdme_" + small(70)), False: texts("rdme_" + small(9))},
		{ID: "sidekiq-secret", Source: "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ", Pattern: `[0-9a-f]{8}:[0-9a-f]{8}`, Keys: texts("contribsys", "sidekiq", "com_token"), True: texts("BUNDLE_GEMS__CONTRIBSYS__COM=" + hexa(8) + ":" + hexa(8)), False: texts("sidekiq: " + hexa(8))},
		{ID: "sidekiq-url", Source: "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ", Pattern: `https?://(?P<value>[0-9a-f]{8}:[0-9a-f]{8})@(gems|enterprise)\.contribsys\.com`, Keywords: texts("contribsys.com"), True: texts("https://" + hexa(8) + ":" + hexa(8) + "@gems.contribsys.com/"), False: texts("https://gems.contribsys.com/")},
		{ID: "openvsx-token", Source: "https://github.com/eclipse/openvsx/wiki/Publishing-Extensions", Pattern: `ovsxat_[0-9a-f-]{36}|ovsxp_[0-9a-f-]{36}`, True: texts("ovsxat_" + uuid()), False: texts("ovsxat_" + hexa(9))},
		{ID: "nuget-password", Source: "https://learn.microsoft.com/nuget/reference/nuget-config-file", Keywords: texts("cleartextpassword"), Pattern: `(?i)key="ClearTextPassword"\s+value="(?P<value>[^"%$]{1,200}|[^"%$][^"]{2,200}[^"%$])"`, Check: notPlaceholder, True: texts(`<add key="ClearTextPassword" value="` + mixed(17) + `" />`), False: texts(`<add key="ClearTextPassword" value="%PASSWORD%" />`)},
	}
}

func notPlaceholder(v string) bool { return !placeholder(v) }
