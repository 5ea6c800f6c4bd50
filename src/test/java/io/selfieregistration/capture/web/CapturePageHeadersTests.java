package io.selfieregistration.capture.web;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationSettingsFixture;
import io.selfieregistration.application.Applications;
import io.selfieregistration.capture.Guidance;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.NewLinks;
import io.selfieregistration.result.RedirectLinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(controllers = GuidanceController.class,
		properties = { "spring.datasource.url=jdbc:postgresql://nobody.invalid/none",
				"selfie.object-store.endpoint=http://nobody.invalid", "selfie.object-store.access-key=none",
				"selfie.object-store.secret-key=${random.uuid}", "selfie.operator.password=${random.uuid}",
				"spring.datasource.password=${random.uuid}", "selfie.encryption.keys[0]=${random.uuid}${random.uuid}" })
@Import({ CaptureSecurity.class, CaptureControllerTests.Settings.class })
class CapturePageHeadersTests {

	private static final String NOBODY = "frame-ancestors 'none'";

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private CaptureSessions sessions;

	@MockitoBean
	private NewLinks newLinks;

	@MockitoBean
	private RedirectLinks redirects;

	@MockitoBean
	private Applications applications;

	@MockitoBean
	private Guidance guidance;

	@BeforeEach
	void twoApplications() {
		given(this.applications.find("bank"))
			.willReturn(application("https://bank.example", "https://app.bank.example"));
		given(this.applications.find("quiet")).willReturn(application());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/capture/", "/capture/index.html", "/capture/?app=quiet", "/capture/?app=nobody",
			"/capture/capture.css?app=bank", "/capture/?app=" })
	void letsNobodyFrameThePage(String address) {
		MvcTestResult answer = get(address);

		assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self'")
			.endsWith(NOBODY)
			.doesNotContain("unsafe");
		assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
		assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
		assertThat(header(answer, "Permissions-Policy")).startsWith("camera=(self)");
		assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
	}

	@Test
	void letsExactlyTheOriginsOfTheApplicationFrameThePage() {
		MvcTestResult answer = get("/capture/?app=bank");

		assertThat(header(answer, "Content-Security-Policy"))
			.endsWith("frame-ancestors https://bank.example https://app.bank.example");
		assertThat(answer.getResponse().getHeaders("Content-Security-Policy")).hasSize(1);
		assertThat(header(answer, "X-Frame-Options")).isNull();
		assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("unsafe-none");
	}

	@Test
	void keepsThePageNowhereAndAsksForNewParts() {
		assertThat(header(get("/capture/"), "Cache-Control")).isEqualTo("no-store");
		assertThat(header(get("/capture/capture-page.js"), "Cache-Control")).isEqualTo("no-cache");
	}

	@Test
	void letsOtherSitesLoadTheirScriptAndNothingElse() {
		assertThat(header(get("/capture/capture-sdk.js"), "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
		assertThat(header(get("/capture/capture-page.js"), "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
	}

	private MvcTestResult get(String address) {
		return this.mvc.get().uri(address).exchange();
	}

	private static String header(MvcTestResult answer, String name) {
		return answer.getResponse().getHeader(name);
	}

	private static Optional<Application> application(String... origins) {
		return Optional
			.of(new Application("bank", "default", ApplicationSettingsFixture.named("Bank").sdkOrigins(origins).build(),
					1, Instant.now(), Instant.now(), null));
	}

}
