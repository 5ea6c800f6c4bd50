package io.selfieregistration.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

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

	@Autowired
	private JdbcClient jdbc;

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

	/** Whatever the engine has counted itself. */
	@Test
	void locksNobodyOutForGood() {
		String id = name(user());
		this.jdbc
			.sql("update act_id_user set attempts_ = 50, lock_exp_time_ = now() - interval '1 minute' where id_ = :id")
			.param("id", id)
			.update();

		assertThat(this.identity.checkPassword(id, "wrong")).isFalse();

		await().until(() -> this.identity.checkPassword(id, PASSWORD));
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

	/** Without one the engine itself would let anybody in, if anything else did. */
	@ParameterizedTest
	@ValueSource(strings = { "/camunda/api/admin/setup/default/user/create",
			"/camunda/api/admin/set%75p/default/user/create", "/camunda/api/admin/%73%65%74%75%70/default/user/create",
			"/camunda/api/%61dmin/s%65tup/default/user/create",
			"/camunda/api/admin/setup%2F../setup/default/user/create",
			"/camunda/api/admin/x/../set%75p/default/user/create", "/camunda/api/admin/set%2575p/default/user/create",
			"/%63amunda/api/admin/set%75p/default/user/create" })
	void keepsSetUpClosedWithoutAnyAdministrator(String path) throws Exception {
		this.identity.deleteMembership(SystemContext.OPERATOR, "camunda-admin");
		try {
			HttpResponse<String> answer = setUp(path);
			assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
			assertThat(this.identity.createUserQuery().userId("mallory").count()).isZero();
		}
		finally {
			this.identity.createMembership(SystemContext.OPERATOR, "camunda-admin");
			this.identity.deleteUser("mallory");
		}
	}

	/** With a token against forged calls, which anybody gets. */
	private HttpResponse<String> setUp(String path) throws Exception {
		String cookies = String.join("; ",
				get("/camunda/app/welcome/default/", null).headers()
					.allValues("Set-Cookie")
					.stream()
					.map((cookie) -> cookie.split(";")[0])
					.toList());
		String token = cookies.replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1");
		return send(HttpRequest.newBuilder(address(path))
			.header("Content-Type", "application/json")
			.header("Cookie", cookies)
			.header("X-XSRF-TOKEN", token)
			.POST(BodyPublishers.ofString(
					"""
							{"profile":{"id":"mallory","firstName":"M","lastName":"M","email":""},"credentials":{"password":"mallory-Mallory-1"}}
							""")));
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
			"{\"orQueries\":[{\"orQueries\":[{\"name\":\"x\"},{\"assigneeExpression\":\"${now()}\"}]}]}",
			"{\"orQueries\":[{\"orQueries\":[{\"orQueries\":[{\"dueAfterExpression\":\"${now()}\"}]}]}]}",
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

	@ParameterizedTest
	@ValueSource(strings = { "{\"orQueries\":[{\"dueAfterExpression\":\"${now()}\"}]}",
			"{\"orQueries\":[{\"name\":\"x\"},{\"assigneeExpression\":\"${currentUser()}\"}]}",
			"{\"orQueries\":[{\"orQueries\":[{\"name\":\"x\"},{\"assigneeExpression\":\"${currentUser()}\"}]}]}",
			"{\"assigneeExpression\":\"${currentUser()}\"}" })
	void refusesExpressionsInSavedFilter(String query) throws Exception {
		String filter = "{\"resourceType\":\"Task\",\"name\":\"filter\",\"query\":%s}";
		assertRefused(send("POST", "/engine-rest/filter/create", filter.formatted(query)));

		HttpResponse<String> created = send("POST", "/engine-rest/filter/create", filter.formatted("{}"));
		assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
		String path = "/engine-rest/filter/" + created.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
		assertThat(send("POST", path + "/count", "{\"name\":\"x\"}").statusCode()).isEqualTo(200);
		for (String call : List.of("/list", "/count", "/list?firstResult=0&maxResults=1")) {
			assertRefused(send("POST", path + call, query));
		}
		assertThat(send("POST", path + "/singleResult", query).statusCode()).isEqualTo(400);
		assertRefused(send("PUT", path, filter.formatted(query)));
		assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 599);
		assertThat(answer.body()).containsIgnoringCase("expressions are");
	}

	/** As the administrator. */
	private HttpResponse<String> send(String method, String path, String json) throws Exception {
		return send(HttpRequest.newBuilder(address(path))
			.header("Authorization", operator())
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(json)));
	}

	@Test
	void stillAnswersOrdinaryQueryWithAlternatives() throws Exception {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(address("/engine-rest/task/count"))
			.header("Authorization", operator())
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"orQueries\":[{\"name\":\"x\",\"assignee\":\"y\"}]}")));

		assertThat(answer.statusCode()).isEqualTo(200);
	}

	/** The engine would make the object before it looks at who is asking for what. */
	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest/task/any/variables/a/data", "/engine-rest/task/any/localVariables/a/data",
			"/engine-rest/process-instance/any/variables/a/data", "/engine-rest/execution/any/localVariables/a/data",
			"/engine-rest/case-execution/any/variables/a/data" })
	void makesNoObjectsOfClassesThatACallerNames(String path, @TempDir Path directory) throws Exception {
		Path file = directory.resolve("made");
		String body = "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a\"\r\nContent-Type: application/json"
				+ "\r\n\r\n\"" + file
				+ "\"\r\n--b\r\nContent-Disposition: form-data; name=\"type\"\r\nContent-Type: text/plain"
				+ "\r\n\r\njava.io.FileOutputStream\r\n--b--\r\n";

		HttpResponse<String> answer = send(HttpRequest.newBuilder(address(path))
			.header("Authorization", user())
			.header("Content-Type", "multipart/form-data; boundary=b")
			.POST(BodyPublishers.ofString(body)));

		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.body()).contains("not whitelisted for deserialization");
		assertThat(file).doesNotExist();
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

	private static String name(String login) {
		return new String(Base64.getDecoder().decode(login.substring("Basic ".length())), StandardCharsets.UTF_8)
			.split(":")[0];
	}

	private void grantDeployment(String login) {
		Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setUserId(name(login));
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
