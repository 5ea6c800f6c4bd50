package io.selfieregistration.system;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user of Cockpit who may log in and nothing else, until the test gives more. Calls the
 * server part of the plugin as the pages do: with a session and a token against forged
 * calls.
 */
final class CockpitUser {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String id;

	private final String password;

	private final URI baseUrl;

	private final ProcessEngine engine;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private CockpitUser(String id, String password, URI baseUrl, ProcessEngine engine) {
		this.id = id;
		this.password = password;
		this.baseUrl = baseUrl;
		this.engine = engine;
	}

	/** Makes a user of workspaces that exist. */
	static CockpitUser of(ProcessEngine engine, URI baseUrl, String... workspaces) {
		String id = "cu" + UUID.randomUUID().toString().replace("-", "");
		IdentityService identity = engine.getIdentityService();
		User user = identity.newUser(id);
		user.setFirstName("Olga");
		user.setLastName("Operator");
		String password = UUID.randomUUID().toString();
		user.setPassword(password);
		identity.saveUser(user);
		for (String workspace : workspaces) {
			identity.createTenantUserMembership(workspace, id);
		}
		return new CockpitUser(id, password, baseUrl, engine).grant(Resources.APPLICATION, "cockpit",
				Permissions.ACCESS);
	}

	String id() {
		return this.id;
	}

	String password() {
		return this.password;
	}

	/** Lets the user see a process and the history of its instances. */
	CockpitUser reading(String definitionKey) {
		return grant(Resources.PROCESS_DEFINITION, definitionKey, Permissions.READ, Permissions.READ_INSTANCE,
				Permissions.READ_HISTORY);
	}

	CockpitUser member(String group) {
		this.engine.getIdentityService().createMembership(this.id, group);
		return this;
	}

	CockpitUser grant(Resource resource, String resourceId, Permission... permissions) {
		AuthorizationService authorizations = this.engine.getAuthorizationService();
		Authorization grant = authorizations.createAuthorizationQuery()
			.userIdIn(this.id)
			.resourceType(resource)
			.resourceId(resourceId)
			.singleResult();
		if (grant == null) {
			grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
			grant.setUserId(this.id);
			grant.setResource(resource);
			grant.setResourceId(resourceId);
		}
		for (Permission permission : permissions) {
			grant.addPermission(permission);
		}
		authorizations.saveAuthorization(grant);
		return this;
	}

	/** Begins a session. */
	CockpitUser logIn() {
		send(HttpRequest.newBuilder(address("/camunda/app/cockpit/default/")).GET());
		assertThat(tryToLogIn().statusCode()).isEqualTo(200);
		return this;
	}

	HttpResponse<byte[]> tryToLogIn() {
		return send(HttpRequest.newBuilder(address("/camunda/api/admin/auth/user/default/login/cockpit"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("X-XSRF-TOKEN", token())
			.POST(BodyPublishers.ofString("username=" + this.id + "&password=" + this.password)));
	}

	/** Asks the engine, as the pages of the web applications do. */
	HttpResponse<byte[]> engine(String path) {
		return send(HttpRequest.newBuilder(address("/camunda/api/engine/engine/default" + path)).GET());
	}

	HttpResponse<byte[]> get(String path) {
		return send(HttpRequest.newBuilder(plugin(path)).GET());
	}

	JsonNode read(String path) {
		HttpResponse<byte[]> answer = get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return json(answer);
	}

	/** One of the files of the plugin. */
	HttpResponse<byte[]> file(String path) {
		return send(HttpRequest.newBuilder(address("/camunda/api/cockpit/plugin/selfie-registration/static/" + path))
			.GET());
	}

	HttpResponse<byte[]> post(String path) {
		return send(HttpRequest.newBuilder(plugin(path)).header("X-XSRF-TOKEN", token()).POST(BodyPublishers.noBody()));
	}

	/** Posts as another site could have it done. */
	HttpResponse<byte[]> forgedPost(String path) {
		return send(HttpRequest.newBuilder(plugin(path)).POST(BodyPublishers.noBody()));
	}

	static JsonNode json(HttpResponse<byte[]> answer) {
		try {
			return JSON.readTree(answer.body());
		}
		catch (java.io.IOException ex) {
			throw new AssertionError("No JSON: " + new String(answer.body(), StandardCharsets.UTF_8), ex);
		}
	}

	private String token() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN"))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
	}

	private URI plugin(String path) {
		return address("/camunda/api/cockpit/plugin/selfie-registration/default" + path);
	}

	private URI address(String path) {
		return URI.create(this.baseUrl + path);
	}

	private HttpResponse<byte[]> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofByteArray());
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
