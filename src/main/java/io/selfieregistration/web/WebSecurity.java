package io.selfieregistration.web;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The last filter chain: what no feature has claimed is refused, except the health of the
 * service. Also the headers that the chains of the features share.
 */
@Configuration(proxyBeanMethods = false)
public class WebSecurity {

	private static final String NOTHING_EMBEDDED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
			+ "form-action 'none'; sandbox";

	/**
	 * Applies what every answer of an API carries: nothing may be cached, framed, sniffed
	 * or run, no session is made, and nothing is remembered between two calls.
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
	 * Applies the headers that every answer carries, with the given content security
	 * policy.
	 */
	public static Customizer<HeadersConfigurer<HttpSecurity>> headers(String contentSecurityPolicy) {
		return (headers) -> headers.contentSecurityPolicy((policy) -> policy.policyDirectives(contentSecurityPolicy))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER))
			.permissionsPolicyHeader((permissions) -> permissions
				.policy("camera=(self), microphone=(), geolocation=(), payment=(), usb=()"))
			.crossOriginOpenerPolicy((opener) -> opener.policy(
					org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(
					org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN))
			.httpStrictTransportSecurity((transport) -> transport.maxAgeInSeconds(Duration.ofDays(365).toSeconds()))
			.addHeaderWriter((request, response) -> response.setHeader("X-Robots-Tag", "noindex, nofollow"));
	}

	/** Answers a call that is not allowed as if there were nothing to call. */
	public static Customizer<ExceptionHandlingConfigurer<HttpSecurity>> nothingThere() {
		return (errors) -> errors
			.authenticationEntryPoint((request, response, ex) -> Problems.write(response, HttpStatus.NOT_FOUND,
					"not_found", "There is nothing at this address"))
			.accessDeniedHandler((request, response, ex) -> Problems.write(response, HttpStatus.NOT_FOUND, "not_found",
					"There is nothing at this address"));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
		statelessApi().customize(http);
		return http
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/livez", "/readyz", "/actuator/health", "/actuator/health/readiness",
						"/actuator/health/liveness")
				.permitAll()
				.requestMatchers("/error")
				.permitAll()
				.anyRequest()
				.denyAll())
			.exceptionHandling(nothingThere())
			.build();
	}

}
