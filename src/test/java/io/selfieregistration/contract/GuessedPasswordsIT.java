package io.selfieregistration.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.selfieregistration.contract.RawCalls.Answer;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An attacker who guesses passwords is slowed down at every login, and keeps nobody else
 * out. Linux only, where the attacker has an address of its own.
 */
@SystemTest
@EnabledOnOs(OS.LINUX)
class GuessedPasswordsIT {

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

	private static final String TRANSACTION = "/auth/realms/default/protocol/openid-connect/transaction";

	private static final String PASSWORD = UUID.randomUUID().toString();

	@Autowired
	private Integrators integrators;

	@Autowired
	private IdentityService identity;

	@Autowired
	private WebSettings web;

	private RawCalls here;

	private RawCalls attacker;

	@BeforeEach
	void connect() {
		this.here = new RawCalls(this.web.baseUrl().getPort());
		this.attacker = new RawCalls(this.web.baseUrl().getPort(), "127.0.0.2");
	}

	@ParameterizedTest
	@EnumSource
	void slowsTheAttackerDownAndNobodyElse(Login login) throws Exception {
		try (Integrator integrator = this.integrators.byLink()) {
			String name = login.isOfApplication ? integrator.applicationId() : user();
			String secret = login.isOfApplication ? integrator.credentials().split(":", 2)[1] : PASSWORD;
			for (int guess = 0; guess < 10; guess++) {
				assertThat(login.status(this.attacker, name, "wrong" + guess)).isEqualTo(401);
			}
			assertThat(login.status(this.attacker, name, secret)).as("a right guess, unseen").isEqualTo(401);

			AtomicBoolean over = new AtomicBoolean();
			AtomicInteger guesses = new AtomicInteger();
			Thread guessing = new Thread(() -> {
				while (!over.get()) {
					login.status(this.attacker, name, "wrong" + guesses.incrementAndGet());
				}
			});
			guessing.start();
			List<Integer> statuses = new ArrayList<>();
			for (int number = 0; number < 30; number++) {
				statuses.add(login.status(this.here, name, secret));
			}
			over.set(true);
			guessing.join();

			assertThat(statuses).as("beside %d wrong ones", guesses.get()).doesNotContain(401, 403, 429);
			assertThat(guesses).hasPositiveValue();
		}
	}

	/** A user of the engine verifies passwords by a call as well. */
	@Test
	void slowsDownUserWhoVerifiesPasswordsOfOthers() {
		String name = user();
		String operator = RawCalls.basic(SystemContext.OPERATOR + ":" + SystemContext.OPERATOR_PASSWORD);
		BiFunction<RawCalls, String, Answer> verify = (calls, password) -> calls.exchange(
				"POST /engine-rest/identity/verify HTTP/1.1", operator + "Content-Type: application/json\r\n",
				"{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password).getBytes(StandardCharsets.UTF_8));
		for (int guess = 0; guess < 10; guess++) {
			assertThat(verify.apply(this.attacker, "wrong").text()).contains("\"authenticated\":false");
		}

		assertThat(verify.apply(this.attacker, PASSWORD).text()).contains("\"authenticated\":false");
		assertThat(verify.apply(this.here, PASSWORD).text()).contains("\"authenticated\":true");
	}

	/** Somebody who may do everything. */
	private String user() {
		String id = "user" + UUID.randomUUID().toString().replace("-", "");
		User user = this.identity.newUser(id);
		user.setPassword(PASSWORD);
		this.identity.saveUser(user);
		this.identity.createMembership(id, "camunda-admin");
		return id;
	}

	/** The ways to log in. */
	enum Login {

		ADMINISTRATION(false) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return basic(calls, "/api/v1/applications", name, secret);
			}

		},

		ENGINE_REST(false) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return basic(calls, "/engine-rest/engine", name, secret);
			}

		},

		WEB_APPLICATIONS(false) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				Answer page = calls.exchange("GET /camunda/app/cockpit/default/ HTTP/1.1", "", new byte[0]);
				Matcher session = SESSION.matcher(page.header("Set-Cookie"));
				Matcher token = TOKEN.matcher(page.header("Set-Cookie"));
				assertThat(session.find() && token.find()).isTrue();
				return calls
					.exchange("POST /camunda/api/admin/auth/user/default/login/cockpit HTTP/1.1",
							FORM + "Cookie: " + session.group() + "; " + token.group() + "\r\nX-XSRF-TOKEN: "
									+ token.group(1) + "\r\n",
							form("username=" + name + "&password=" + secret))
					.status();
			}

		},

		API(true) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return basic(calls, "/api/v1/requests", name, secret);
			}

		},

		TOKEN_BY_BASIC(true) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return calls
					.exchange("POST /oauth2/token HTTP/1.1", FORM + RawCalls.basic(name + ":" + secret),
							form("grant_type=none"))
					.status();
			}

		},

		TOKEN_BY_FORM(true) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return calls
					.exchange("POST /oauth2/token HTTP/1.1", FORM,
							form("grant_type=none&client_id=" + name + "&client_secret=" + secret))
					.status();
			}

		},

		TRANSACTION_BY_BODY(true) {

			@Override
			int status(RawCalls calls, String name, String secret) {
				return calls
					.exchange("POST " + TRANSACTION + " HTTP/1.1", FORM + "api-version: 0\r\n",
							form("app_id=" + name + "&app_secret=" + secret))
					.status();
			}

		};

		private static final Pattern SESSION = Pattern.compile("JSESSIONID=[^;]*");

		private static final Pattern TOKEN = Pattern.compile("XSRF-TOKEN=([^;]*)");

		private final boolean isOfApplication;

		Login(boolean isOfApplication) {
			this.isOfApplication = isOfApplication;
		}

		abstract int status(RawCalls calls, String name, String secret);

		private static int basic(RawCalls calls, String path, String name, String secret) {
			return calls.exchange("GET " + path + " HTTP/1.1", RawCalls.basic(name + ":" + secret), new byte[0])
				.status();
		}

		private static byte[] form(String fields) {
			return fields.getBytes(StandardCharsets.UTF_8);
		}

	}

}
