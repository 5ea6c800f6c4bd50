package io.selfieregistration.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.exception.NotAllowedException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The doors of the engine, as somebody outside finds them. */
@SystemTest
class EngineSecurityIT {

	private static final String PASSWORD = UUID.randomUUID().toString();

	private static final String PROCESS = """
			<?xml version="1.0" encoding="UTF-8"?>
			<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
			    targetNamespace="test">
			  <process id="deployed-in-test" isExecutable="true" camunda:historyTimeToLive="P1D">
			    <startEvent id="startEvent_asked"/>
			  </process>
			</definitions>
			""";

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private WebSettings web;

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private TaskService tasks;

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest/engine", "/engine-rest/process-definition", "/engine-rest/process-instance",
			"/engine-rest/deployment", "/engine-rest/user", "/engine-rest/history/variable-instance",
			"/engine-rest/identity/groups", "/engine-rest/telemetry/configuration", "/engine-rest/nothing" })
	void letsNobodyInWithoutPassword(String path) throws Exception {
		HttpResponse<String> answer = get(path, null);

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((value) -> assertThat(value).startsWith("Basic"));
		assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
	}

	@Test
	void letsOperatorIn() throws Exception {
		HttpResponse<String> answer = get("/engine-rest/process-definition/count", operator());

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).matches("\\{\"count\":[1-9][0-9]*}");
	}

	@Test
	void showsUserWithoutGrantsNothing() throws Exception {
		HttpResponse<String> answer = get("/engine-rest/process-definition/count", user());

		assertThat(answer.body()).isEqualTo("{\"count\":0}");
	}

	@Test
	void locksNobodyOutAfterWrongPasswords() throws Exception {
		for (int attempt = 0; attempt < 12; attempt++) {
			assertThat(get("/engine-rest/engine", basic(SystemContext.OPERATOR, "wrong")).statusCode()).isEqualTo(401);
		}

		assertThat(get("/engine-rest/process-definition/count", operator()).statusCode()).isEqualTo(200);
	}

	@Test
	void letsOnlyDeployersDeploy() throws Exception {
		String login = user();
		assertThat(deploy(login).statusCode()).isEqualTo(403);

		grantDeployment(login);

		assertThat(deploy(login).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/camunda/api/admin/setup/default/user/create", "/camunda/app/admin/default/setup/",
			"/camunda/api/admin/setup/default/user/create/", "/camunda/api/admin/SETUP/default/user/create",
			"/camunda/api/admin/set%75p/default/user/create", "/camunda/api/admin/setup;x=y/default/user/create" })
	void keepsSetUpOfEngineClosed(String path) throws Exception {
		long before = this.identity.createUserQuery().count();

		HttpResponse<String> answer = send(HttpRequest.newBuilder(address(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(
					"""
							{"profile":{"id":"mallory","firstName":"M","lastName":"M","email":""},"credentials":{"password":"mallory-mallory"}}
							""")));

		assertThat(answer.statusCode()).isIn(400, 403, 404, 405);
		assertThat(this.identity.createUserQuery().count()).isEqualTo(before);
		assertThat(this.identity.createUserQuery().userId("mallory").count()).isZero();
	}

	@Test
	void keepsSetUpClosedWithoutAnyAdministrator() throws Exception {
		this.identity.deleteMembership(SystemContext.OPERATOR, "camunda-admin");
		try {
			HttpResponse<String> answer = send(
					HttpRequest.newBuilder(address("/camunda/api/admin/setup/default/user/create"))
						.header("Content-Type", "application/json")
						.POST(BodyPublishers.ofString("{}")));

			assertThat(answer.statusCode()).isEqualTo(403);
		}
		finally {
			this.identity.createMembership(SystemContext.OPERATOR, "camunda-admin");
		}
	}

	@Test
	void evaluatesNoExpressionInAnyPartOfTaskQuery() {
		List<TaskQuery> hostile = List.of(this.tasks.createTaskQuery().dueAfterExpression("${now()}"),
				this.tasks.createTaskQuery().or().dueAfterExpression("${now()}").endOr(),
				this.tasks.createTaskQuery()
					.or()
					.taskName("x")
					.endOr()
					.or()
					.followUpBeforeExpression("${now()}")
					.endOr(),
				this.tasks.createTaskQuery().or().taskAssigneeExpression("${now()}").taskName("x").endOr());

		assertThat(hostile).allSatisfy((query) -> {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(query::list);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(query::count);
		});
		assertThatExceptionOfType(NotAllowedException.class).isThrownBy(hostile.get(1)::list);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"orQueries\":[{\"dueAfterExpression\":\"${now()}\"}]}",
			"{\"orQueries\":[{\"name\":\"x\"},{\"assigneeExpression\":\"${now()}\"}]}",
			"{\"dueAfterExpression\":\"${now()}\"}" })
	void refusesExpressionsOverHttp(String query) throws Exception {
		for (String path : List.of("/engine-rest/task", "/engine-rest/task/count")) {
			HttpResponse<String> answer = send(HttpRequest.newBuilder(address(path))
				.header("Authorization", operator())
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(query)));

			assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 599);
		}
	}

	@Test
	void refusesExpressionsInSavedFilter() throws Exception {
		HttpResponse<String> created = send(HttpRequest.newBuilder(address("/engine-rest/filter/create"))
			.header("Authorization", operator())
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("""
					{"resourceType":"Task","name":"hostile","query":{"orQueries":[{"dueAfterExpression":"${now()}"}]}}
					""")));
		if (created.statusCode() == 200) {
			String id = created.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
			HttpResponse<String> listed = get("/engine-rest/filter/" + id + "/list", operator());

			assertThat(listed.statusCode()).as(listed.body()).isBetween(400, 599);
		}
		else {
			assertThat(created.statusCode()).isBetween(400, 599);
		}
	}

	@Test
	void stillAnswersOrdinaryQueryWithAlternatives() throws Exception {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(address("/engine-rest/task/count"))
			.header("Authorization", operator())
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"orQueries\":[{\"name\":\"x\",\"assignee\":\"y\"}]}")));

		assertThat(answer.statusCode()).isEqualTo(200);
	}

	@Test
	void letsOnlyAdministratorsAddApplications() throws Exception {
		String body = "{\"application_id\":\"added-%s\",\"settings\":{\"name\":\"Added\",\"verification_workflow\":\"verification\"}}"
			.formatted(UUID.randomUUID());

		assertThat(addApplication(null, body).statusCode()).isEqualTo(401);
		assertThat(addApplication(user(), body).statusCode()).isEqualTo(403);
		HttpResponse<String> added = addApplication(operator(), body);
		assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
		assertThat(added.body()).contains("\"secret\":\"sk_").contains("\"webhook_secret\":\"whsec_");
		assertThat(addApplication(operator(), body).statusCode()).isEqualTo(409);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/metrics",
			"/actuator/health/db", "/actuator/prometheus", "/actuator/info", "/v3/api-docs", "/nothing", "/index.html",
			"/static/capture/index.html" })
	void showsNothingElse(String path) throws Exception {
		HttpResponse<String> answer = get(path, null);

		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("\"code\":\"not_found\"");
		assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
	}

	private HttpResponse<String> addApplication(String login, String body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(address("/api/v1/applications"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		return send((login != null) ? request.header("Authorization", login) : request);
	}

	private HttpResponse<String> deploy(String login) throws Exception {
		String boundary = "----boundary";
		String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntest\r\n"
				+ "--" + boundary
				+ "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"deployed.bpmn\"\r\n\r\n" + PROCESS
				+ "\r\n--" + boundary + "--\r\n";
		return send(HttpRequest.newBuilder(address("/engine-rest/deployment/create"))
			.header("Authorization", login)
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.ofString(body)));
	}

	private String user() {
		String id = "user" + UUID.randomUUID().toString().replace("-", "");
		User user = this.identity.newUser(id);
		user.setPassword(PASSWORD);
		this.identity.saveUser(user);
		return basic(id, PASSWORD);
	}

	private void grantDeployment(String login) {
		String id = new String(Base64.getDecoder().decode(login.substring("Basic ".length())), StandardCharsets.UTF_8)
			.split(":")[0];
		Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setUserId(id);
		grant.setResource(Resources.DEPLOYMENT);
		grant.setResourceId("*");
		grant.addPermission(Permissions.CREATE);
		this.authorizations.saveAuthorization(grant);
	}

	private HttpResponse<String> get(String path, String login) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).GET();
		return send((login != null) ? request.header("Authorization", login) : request);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private URI address(String path) {
		return URI.create(this.web.baseUrl() + path);
	}

	private static String operator() {
		return basic(SystemContext.OPERATOR, SystemContext.OPERATOR_PASSWORD);
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

}
