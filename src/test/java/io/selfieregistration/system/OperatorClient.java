package io.selfieregistration.system;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator as there are in the field: a user of the engine who calls our
 * administration and {@code engine-rest}, whatever they answer.
 */
public final class OperatorClient {

	private final String user;

	private final RestClient client;

	private OperatorClient(URI baseUrl, String user, String password) {
		this.user = user;
		this.client = CallerClient.builder()
			.baseUrl(baseUrl.toString())
			.defaultHeaders((headers) -> headers.setBasicAuth(user, password))
			.build();
	}

	/** Somebody who may do everything. */
	public static OperatorClient administrator(URI baseUrl) {
		return new OperatorClient(baseUrl, SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
	}

	/** A new operator of workspaces that exist. */
	public static OperatorClient of(IdentityService identity, URI baseUrl, String... workspaces) {
		return member("selfieOperator", identity, baseUrl, workspaces);
	}

	/** An analyst, who may deploy into a workspace, and see and start what is there. */
	public static OperatorClient deployer(IdentityService identity, URI baseUrl, String workspace) {
		return member("selfieDeployer", identity, baseUrl, workspace);
	}

	private static OperatorClient member(String group, IdentityService identity, URI baseUrl, String... workspaces) {
		String id = "op" + UUID.randomUUID().toString().replace("-", "");
		String password = UUID.randomUUID().toString();
		User user = identity.newUser(id);
		user.setPassword(password);
		identity.saveUser(user);
		identity.createMembership(id, group);
		for (String workspace : workspaces) {
			identity.createTenantUserMembership(workspace, id);
		}
		return new OperatorClient(baseUrl, id, password);
	}

	/** A new workspace. */
	public static String workspace(IdentityService identity) {
		String id = "ws" + UUID.randomUUID().toString().replace("-", "");
		identity.saveTenant(identity.newTenant(id));
		return id;
	}

	/** Id of the user in the engine. */
	public String user() {
		return this.user;
	}

	public ResponseEntity<JsonNode> get(String path) {
		return this.client.get().uri(URI.create(path)).retrieve().toEntity(JsonNode.class);
	}

	public ResponseEntity<JsonNode> post(String path, String json) {
		return send(HttpMethod.POST, path, json, null);
	}

	/**
	 * @param ifMatch entity tag, or null for none
	 */
	public ResponseEntity<JsonNode> put(String path, String json, String ifMatch) {
		return send(HttpMethod.PUT, path, json, ifMatch);
	}

	/**
	 * @param ifMatch entity tag, or null for none
	 */
	public ResponseEntity<JsonNode> delete(String path, String ifMatch) {
		return send(HttpMethod.DELETE, path, null, ifMatch);
	}

	/**
	 * Deploys a model by {@code engine-rest}, as Modeler does.
	 * @param tenant whose it will be, or null
	 */
	public void deploy(String key, String model, String tenant) {
		ResponseEntity<JsonNode> answer = tryToDeploy(key, model, tenant);
		assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(200);
	}

	/**
	 * Deploys a model, whatever the answer is.
	 * @param tenant whose it will be, or null
	 */
	public ResponseEntity<JsonNode> tryToDeploy(String key, String model, String tenant) {
		return tryToDeployFiles(key, Map.of(key + ".bpmn", model.getBytes(StandardCharsets.UTF_8)), tenant);
	}

	/**
	 * Deploys files by their names, whatever the answer is.
	 * @param tenant whose they will be, or null
	 */
	public ResponseEntity<JsonNode> tryToDeployFiles(String name, Map<String, byte[]> files, String tenant) {
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("deployment-name", name);
		if (tenant != null) {
			form.add("tenant-id", tenant);
		}
		files.forEach((file, content) -> form.add(file, new ByteArrayResource(content) {

			@Override
			public String getFilename() {
				return file;
			}

		}));
		return this.client.post()
			.uri("/engine-rest/deployment/create")
			.contentType(MediaType.MULTIPART_FORM_DATA)
			.body(form)
			.retrieve()
			.toEntity(JsonNode.class);
	}

	private ResponseEntity<JsonNode> send(HttpMethod method, String path, String json, String ifMatch) {
		RestClient.RequestBodySpec request = this.client.method(method).uri(URI.create(path));
		if (ifMatch != null) {
			request.header("If-Match", ifMatch);
		}
		if (json != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(json);
		}
		return request.retrieve().toEntity(JsonNode.class);
	}

}
