package io.selfieregistration.monitoring.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.Route;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The manifests have no field that the API of Kubernetes does not know, which a server
 * ignores in silence, and set only what the service has.
 */
class KubernetesTests {

	private static final Path DIRECTORY = Path.of("deploy", "kubernetes");

	private static final Path BASE = DIRECTORY.resolve("base");

	private static final Map<String, Class<?>> KINDS = Stream
		.of(ConfigMap.class, Deployment.class, HorizontalPodAutoscaler.class, Ingress.class, Namespace.class,
				NetworkPolicy.class, PodDisruptionBudget.class, Route.class, Service.class, ServiceMonitor.class)
		.collect(Collectors.toMap(Class::getSimpleName, (kind) -> kind));

	private static final ObjectMapper STRICT = new ObjectMapper()
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

			/** The models keep what they do not know. */
			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}

		})
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

	static List<Path> manifests() throws IOException {
		try (Stream<Path> files = Files.walk(DIRECTORY)) {
			return files.filter((file) -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("manifests")
	void hasOnlyFieldsOfTheApi(Path manifest) throws IOException {
		assertThat(read(Files.readString(manifest))).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "deployment, readinessProbe, readynessProbe", "deployment, runAsNonRoot, runAsNotRoot",
			"deployment, maxUnavailable, maxUnavailible", "network-policy, namespaceSelector, namespaceSelecter",
			"service-monitor, interval, intervall",
			"horizontal-pod-autoscaler, averageUtilization, averageUtilisation" })
	void isRefusedWithMisspeltField(String manifest, String field, String misspelt) throws IOException {
		String text = Files.readString(BASE.resolve(manifest + ".yaml"));
		assertThat(text).contains(field + ":");

		assertThatExceptionOfType(JsonMappingException.class)
			.isThrownBy(() -> read(text.replace(field + ":", misspelt + ":")))
			.withMessageContaining("\"" + misspelt + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "openshift" })
	void overlayIsBuiltWhereThereIsKubectl(String overlay) throws Exception {
		Path output = Files.createTempFile(Path.of("target"), overlay, ".yaml");
		Process kubectl = kubectl(overlay, output);
		assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(kubectl.exitValue()).as(Files.readString(output)).isZero();

		List<Object> objects = read(Files.readString(output));
		assertThat(objects).hasSizeGreaterThanOrEqualTo(8)
			.filteredOn(Deployment.class::isInstance)
			.singleElement()
			.satisfies((each) -> {
				Deployment deployment = (Deployment) each;
				assertThat(deployment.getMetadata().getNamespace()).isEqualTo("selfie-registration");
				assertThat(deployment.getSpec().getSelector().getMatchLabels()).containsEntry("app.kubernetes.io/name",
						"selfie-registration");
				assertThat(deployment.getSpec()
					.getTemplate()
					.getSpec()
					.getContainers()
					.get(0)
					.getEnvFrom()
					.get(0)
					.getConfigMapRef()
					.getName()).startsWith("selfie-registration-");
			});
	}

	private static Process kubectl(String overlay, Path output) {
		try {
			return new ProcessBuilder("kubectl", "kustomize", DIRECTORY.resolve("overlays").resolve(overlay).toString())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
		}
		catch (IOException ex) {
			assumeThat(false).as("There is no kubectl: %s", ex.getMessage()).isTrue();
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void setsOnlyWhatTheServiceHas() throws IOException {
		Set<String> known = ConfigurationMetadata.load().canonicalNames();

		assertThat(settings().keySet()).isNotEmpty().allSatisfy((variable) -> {
			String name = ConfigurationMetadata.canonical(variable);
			assertThat(known).as(variable)
				.anyMatch((setting) -> name.equals(setting)
						|| setting.equals("springmailproperties") && name.startsWith(setting));
			assertThat(variable).doesNotContainPattern("PASSWORD|SECRET|KEYS|TOKEN");
		});
	}

	/** What the document tells to create, each file with the name of its setting. */
	@Test
	void documentNamesEverySecretThatTheServiceNeeds() throws IOException {
		Set<String> known = ConfigurationMetadata.load().canonicalNames();
		String document = Files.readString(Path.of("docs", "kubernetes.md"));
		List<String> secrets = java.util.regex.Pattern.compile("--from-file=([a-z.-]+)=")
			.matcher(document)
			.results()
			.map((match) -> match.group(1))
			.toList();

		assertThat(secrets)
			.contains("spring.datasource.password", "selfie.object-store.secret-key", "selfie.encryption.keys",
					"selfie.operator.password")
			.allSatisfy((setting) -> assertThat(known).contains(ConfigurationMetadata.canonical(setting)));
	}

	@Test
	void letsNodesDoLittle() throws IOException {
		Deployment deployment = (Deployment) read(Files.readString(BASE.resolve("deployment.yaml"))).get(0);
		var pod = deployment.getSpec().getTemplate().getSpec();
		var container = pod.getContainers().get(0);

		assertThat(pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getRunAsUser()).as("OpenShift chooses it").isNull();
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
			.allSatisfy((probe) -> assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> settings() throws IOException {
		Map<String, Object> kustomization = new Yaml().load(Files.readString(BASE.resolve("kustomization.yaml")));
		List<Map<String, Object>> maps = (List<Map<String, Object>>) kustomization.get("configMapGenerator");
		return ((List<String>) maps.get(0).get("literals")).stream()
			.map((literal) -> literal.split("=", 2))
			.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1]));
	}

	private static List<Object> read(String manifests) throws IOException {
		List<Object> objects = new ArrayList<>();
		for (Object document : new Yaml().loadAll(manifests)) {
			JsonNode tree = STRICT.valueToTree(document);
			objects.add(STRICT.treeToValue(tree, KINDS.get(tree.get("kind").asText())));
		}
		return objects;
	}

}
