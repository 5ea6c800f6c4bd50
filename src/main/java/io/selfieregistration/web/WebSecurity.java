package io.selfieregistration.web;

import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/**
 * The last filter chain, which denies every path that no feature has claimed, except
 * health probes. Also the security headers that the filter chains of the features share.
 */
@Configuration(proxyBeanMethods = false)
public class WebSecurity {

	private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

	private static final long ONE_YEAR = Duration.ofDays(365).toSeconds();

	private static final String NOTHING_EMBEDDED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
			+ "form-action 'none'; sandbox";

	private static final String PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

	private static final HeaderWriter ROBOTS = (request, response) -> response.setHeader("X-Robots-Tag",
			"noindex, nofollow");

	/** The headers of a stateless API, for answers that no filter chain sees. */
	private static final List<HeaderWriter> ALONE = List.of(new XContentTypeOptionsHeaderWriter(),
			new XXssProtectionHeaderWriter(), new CacheControlHeadersWriter(), new HstsHeaderWriter(ONE_YEAR),
			new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
			new ContentSecurityPolicyHeaderWriter(NOTHING_EMBEDDED),
			new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER), new PermissionsPolicyHeaderWriter(PERMISSIONS),
			policy(new CrossOriginOpenerPolicyHeaderWriter(), CrossOriginOpenerPolicy.SAME_ORIGIN),
			policy(new CrossOriginResourcePolicyHeaderWriter(), CrossOriginResourcePolicy.SAME_ORIGIN), ROBOTS);

	/**
	 * Applies the settings of a stateless API: no session, no caching, no framing, no
	 * content sniffing and no scripts.
	 */
	public static Customizer<HttpSecurity> statelessApi() {
		return (http) -> {
			try {
				http.csrf(CsrfConfigurer::disable)
					.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
					.requestCache((cache) -> cache.disable())
					.formLogin((form) -> form.disable())
					.logout((logout) -> logout.disable())
					.anonymous(Customizer.withDefaults())
					.headers(headers(NOTHING_EMBEDDED));
			}
			catch (Exception ex) {
				throw new IllegalStateException("The filter chain of an API cannot be built", ex);
			}
		};
	}

	/**
	 * Applies the headers that every response carries, with the content security policy
	 * of answers that are no pages unless there is another one.
	 */
	public static Customizer<HeadersConfigurer<HttpSecurity>> headers() {
		return headers(NOTHING_EMBEDDED);
	}

	/**
	 * Applies the headers that every response carries, with the given content security
	 * policy.
	 */
	public static Customizer<HeadersConfigurer<HttpSecurity>> headers(String contentSecurityPolicy) {
		return (headers) -> headers.contentSecurityPolicy((policy) -> policy.policyDirectives(contentSecurityPolicy))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER))
			.permissionsPolicyHeader((permissions) -> permissions.policy(PERMISSIONS))
			.crossOriginOpenerPolicy((opener) -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
			.httpStrictTransportSecurity((transport) -> transport.maxAgeInSeconds(ONE_YEAR))
			.addHeaderWriter(ROBOTS);
	}

	private static HeaderWriter policy(CrossOriginOpenerPolicyHeaderWriter writer, CrossOriginOpenerPolicy policy) {
		writer.setPolicy(policy);
		return writer;
	}

	private static HeaderWriter policy(CrossOriginResourcePolicyHeaderWriter writer, CrossOriginResourcePolicy policy) {
		writer.setPolicy(policy);
		return writer;
	}

	/**
	 * Writes these headers where no filter chain does, with the policy of a stateless
	 * API.
	 */
	static void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
		ALONE.forEach((writer) -> writer.writeHeaders(request, response));
	}

	/** Denies what was not permitted before, as if there were nothing. */
	public static SecurityFilterChain nothingElse(HttpSecurity http) throws Exception {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll())
			.exceptionHandling(notFound())
			.build();
	}

	/** Answers 404 to calls that are not permitted. */
	public static Customizer<ExceptionHandlingConfigurer<HttpSecurity>> notFound() {
		return (errors) -> errors
			.authenticationEntryPoint((request, response, ex) -> Problems.write(response, HttpStatus.NOT_FOUND,
					"not_found", "There is nothing at this address"))
			.accessDeniedHandler((request, response, ex) -> Problems.write(response, HttpStatus.NOT_FOUND, "not_found",
					"There is nothing at this address"));
	}

	/** Replaces the error reports of Tomcat, which are HTML. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusedByTomcat() {
		return (factory) -> factory.addContextCustomizers((context) -> ((StandardHost) context.getParent())
			.setErrorReportValveClass(ProblemErrorValve.class.getName()));
	}

	/**
	 * Answers what the firewall of Spring Security refuses, which runs before the filter
	 * chains. It knows these methods, and refuses others.
	 */
	@Bean
	RequestRejectedHandler refusedByFirewall() {
		return (request, response, ex) -> {
			boolean known = METHODS.contains(request.getMethod());
			CommonProblem problem = known ? CommonProblem.INVALID_REQUEST : CommonProblem.METHOD_NOT_ALLOWED;
			if (!known) {
				response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
			}
			writeHeaders(request, response);
			Problems.write(response, problem.status(), problem.code(), problem.detail());
		};
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
		statelessApi().customize(http);
		http.authorizeHttpRequests((requests) -> requests
			.requestMatchers("/livez", "/readyz", "/actuator/health", "/actuator/health/readiness",
					"/actuator/health/liveness")
			.permitAll()
			.requestMatchers("/error")
			.permitAll());
		return nothingElse(http);
	}

}
