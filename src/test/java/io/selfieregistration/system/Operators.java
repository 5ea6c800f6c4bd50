package io.selfieregistration.system;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** People who administer workspaces, and workspaces of their own. */
public final class Operators {

	private final IdentityService identity;

	private final String baseUrl;

	public Operators(IdentityService identity, String baseUrl) {
		this.identity = identity;
		this.baseUrl = baseUrl;
	}

	/** The first operator, who administers everything. */
	public OperatorClient first() {
		return client("default", SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
	}

	/** An operator of a new workspace, and of no other. */
	public OperatorClient ofNewWorkspace() {
		String workspace = "w" + UUID.randomUUID().toString().replace("-", "");
		Tenant tenant = this.identity.newTenant(workspace);
		this.identity.saveTenant(tenant);
		String name = user();
		this.identity.createMembership(name, "selfieOperator");
		this.identity.createTenantUserMembership(workspace, name);
		return client(workspace, name, name + "-password");
	}

	/** A user of the engine who administers nothing. */
	public OperatorClient ofNothing() {
		String name = user();
		return client("default", name, name + "-password");
	}

	private String user() {
		String name = "u" + UUID.randomUUID().toString().replace("-", "");
		User user = this.identity.newUser(name);
		user.setPassword(name + "-password");
		this.identity.saveUser(user);
		return name;
	}

	private OperatorClient client(String workspace, String name, String password) {
		return new OperatorClient(workspace,
				CallerClient.builder()
					.baseUrl(this.baseUrl)
					.defaultHeaders((headers) -> headers.setBasicAuth(name, password))
					.build());
	}

	/** Calls the administration as one operator, whatever it answers. */
	public record OperatorClient(String workspace, RestClient client) {

		public ResponseEntity<JsonNode> get(String path) {
			return call(HttpMethod.GET, path, null, null);
		}

		public ResponseEntity<JsonNode> post(String path, Object body) {
			return call(HttpMethod.POST, path, body, null);
		}

		public ResponseEntity<JsonNode> put(String path, Object body, String ifMatch) {
			return call(HttpMethod.PUT, path, body, ifMatch);
		}

		public ResponseEntity<JsonNode> delete(String path) {
			return call(HttpMethod.DELETE, path, null, null);
		}

		private ResponseEntity<JsonNode> call(HttpMethod method, String path, Object body, String ifMatch) {
			RestClient.RequestBodySpec call = this.client.method(method).uri(path);
			if (body != null) {
				call.contentType(MediaType.APPLICATION_JSON).body(body);
			}
			if (ifMatch != null) {
				call.header("If-Match", ifMatch);
			}
			return call.retrieve().toEntity(JsonNode.class);
		}

	}

}
