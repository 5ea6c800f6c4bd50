package io.selfieregistration.system;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.selfieregistration.embedded.EmbeddedServices;
import io.selfieregistration.system.InterruptibleProxy.Proxies;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.util.TestSocketUtils;

/**
 * Gives each application context of the tests a database of its own, and all of them the
 * servers of this JVM.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class SystemContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** Name of the first operator. */
	public static final String OPERATOR = "operator";

	/** Password of the first operator, another one in each run. */
	public static final String OPERATOR_PASSWORD = random(18);

	/**
	 * Several engines in one JVM need names of their own; engine-rest serves "default".
	 */
	private static final String UNIQUE_ENGINE_NAME = "camunda.bpm.generate-unique-process-engine-name";

	/** The application reaches its servers through proxies that a test can interrupt. */
	private static final String PROXIES = "system.proxies";

	private static final AtomicInteger DATABASES = new AtomicInteger();

	private static final String ENCRYPTION_KEY = random(32);

	private static final EmbeddedServices SERVICES = startServices();

	private static final GreenMail MAIL = startMail();

	private static final WireMockServer SMS_GATEWAY = startSmsGateway();

	/**
	 * The SMS gateway that all applications of this JVM send by; takes what it gets.
	 */
	public static WireMockServer smsGateway() {
		return SMS_GATEWAY;
	}

	/** The mail server that all applications of this JVM send by. */
	public static GreenMail mail() {
		return MAIL;
	}

	public static EmbeddedServices services() {
		return SERVICES;
	}

	/** The settings of an application on the servers of this JVM. */
	public static Map<String, String> settings(String database, int port) {
		Map<String, String> settings = new HashMap<>(SERVICES.settings(database));
		settings.put("server.address", "127.0.0.1");
		settings.put("server.port", Integer.toString(port));
		settings.put("management.server.port", "0");
		settings.put("selfie.web.base-url", "http://localhost:" + port);
		settings.put("selfie.operator.id", OPERATOR);
		settings.put("selfie.operator.password", OPERATOR_PASSWORD);
		settings.put("selfie.encryption.keys[0]", ENCRYPTION_KEY);
		settings.put("selfie.object-store.bucket", database.replace('_', '-'));
		settings.put("selfie.webhook.allowed-networks", "127.0.0.0/8");
		settings.put("spring.mail.host", "127.0.0.1");
		settings.put("spring.mail.port", Integer.toString(MAIL.getSmtp().getPort()));
		settings.put("selfie.sms.url", SMS_GATEWAY.url("/messages"));
		settings.put("selfie.sms.from", "Selfie");
		settings.put("selfie.sms.undeliverable-rule", "status = 404 and body.error = \"unknown number\"");
		settings.put("selfie.sms.message-id", "/id");
		settings.put("camunda.bpm.job-execution.wait-time-in-millis", "100");
		settings.put("camunda.bpm.job-execution.max-wait", "300");
		settings.put(UNIQUE_ENGINE_NAME, "true");
		return settings;
	}

	/** Makes a new database, in which nothing personal may be left. */
	public static String createDatabase() {
		String name = "test_" + DATABASES.incrementAndGet();
		SERVICES.createDatabase(name);
		NothingPersonalLeft.watch(SERVICES.jdbcUrl(name));
		return name;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Map<String, Object> settings = new HashMap<>(
				settings(createDatabase(), TestSocketUtils.findAvailableTcpPort()));
		if (context.getEnvironment().containsProperty(UNIQUE_ENGINE_NAME)) {
			settings.remove(UNIQUE_ENGINE_NAME);
		}
		if (context.getEnvironment().containsProperty(PROXIES)) {
			context.getBeanFactory().registerSingleton("proxies", proxies(settings));
		}
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("system", settings));
	}

	private static Proxies proxies(Map<String, Object> settings) {
		InterruptibleProxy mail = new InterruptibleProxy(MAIL.getSmtp().getPort());
		settings.put("spring.mail.port", Integer.toString(mail.port()));
		return new Proxies(proxy("spring.datasource.url", settings), proxy("selfie.object-store.endpoint", settings),
				mail);
	}

	/** Puts a proxy in front of the server that a setting names. */
	static InterruptibleProxy proxy(String setting, Map<String, ? super String> settings) {
		String address = settings.get(setting).toString();
		Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(address);
		if (!port.find()) {
			throw new IllegalStateException("There is no server in " + address);
		}
		InterruptibleProxy proxy = new InterruptibleProxy(Integer.parseInt(port.group(1)));
		settings.put(setting, port.replaceFirst("127.0.0.1:" + proxy.port()));
		return proxy;
	}

	private static EmbeddedServices startServices() {
		EmbeddedServices services = EmbeddedServices.ephemeral(Path.of("target", "embedded"), "tests", random(30));
		// After the contexts, which Spring closes in a shutdown hook of its own.
		org.springframework.boot.SpringApplication.getShutdownHandlers().add(services::close);
		return services;
	}

	private static GreenMail startMail() {
		GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
		mail.start();
		return mail;
	}

	private static WireMockServer startSmsGateway() {
		WireMockServer gateway = new WireMockServer(
				WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
		gateway.start();
		gateway.stubFor(WireMock.post("/messages").willReturn(WireMock.okJson("{\"id\":\"sms-1\"}")));
		return gateway;
	}

	private static String random(int bytes) {
		byte[] value = new byte[bytes];
		new SecureRandom().nextBytes(value);
		return Base64.getEncoder().encodeToString(value);
	}

}
