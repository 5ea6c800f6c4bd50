package io.selfieregistration.invitation.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.BrowserTest;
import io.selfieregistration.system.SystemTest;
import io.selfieregistration.web.WebSettings;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start page of an instance that sends its messages; {@code DevelopmentStartIT} has
 * the other one.
 */
@SystemTest
class StartPageIT {

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private WebSettings web;

	@Test
	void tellsTheNameOfTheProductAndNothingElse() throws Exception {
		HttpResponse<String> page = call("GET", "/", "text/html,*/*;q=0.8");

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
		assertThat(page.body()).contains("<h1>Selfie Registration</h1>").doesNotContain("href", "src", "script");
		assertThat(page.body().replaceAll("(?s)<head>.*</head>|<[^>]*>", "").strip()).isEqualTo("Selfie Registration");
	}

	@Test
	void hasTheHeadersOfEveryPage() throws Exception {
		HttpResponse<String> page = call("GET", "/", "*/*");

		assertThat(page.headers().map().keySet()).containsAll(List.of("x-content-type-options", "x-frame-options",
				"referrer-policy", "permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy"));
		assertThat(page.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((caching) -> assertThat(caching).contains("no-store"));
		assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
				(policy) -> assertThat(policy).contains("default-src 'none'").contains("frame-ancestors 'none'"));
		assertThat(page.headers().firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
	}

	@Test
	void answersHeadWithoutBody() throws Exception {
		HttpResponse<String> page = call("HEAD", "/", "text/html");

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /, text/html, 405, method_not_allowed", "DELETE, /, */*, 405, method_not_allowed",
			"GET, /, application/json, 406, not_acceptable", "GET, /index.html, text/html, 404, not_found",
			"GET, /start/development.html, text/html, 404, not_found",
			"GET, /nowhere, application/json, 404, not_found" })
	void refusesEverythingElseWithProblem(String method, String path, String accept, int status, String code)
			throws Exception {
		HttpResponse<String> answer = call(method, path, accept);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		JsonNode problem = new ObjectMapper().readTree(answer.body());
		assertThat(problem.get("code").asText()).isEqualTo(code);
	}

	@BrowserTest
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void hasNoBarrier(boolean dark) {
		try (Browser browser = (dark ? Browser.phone().dark() : Browser.phone()).start()) {
			browser.open(this.web.baseUrl() + "/");
			browser.heading("Selfie Registration");

			browser.screenshot("name-phone" + (dark ? "-dark" : "-light"));
			assertThat(browser.accessibilityViolations()).isEmpty();
		}
	}

	private HttpResponse<String> call(String method, String path, String accept)
			throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(this.web.address(path))
			.method(method, BodyPublishers.noBody())
			.header("Accept", accept)
			.build(), BodyHandlers.ofString());
	}

}
