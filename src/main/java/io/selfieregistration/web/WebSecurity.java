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
 * The last filter chain, which denies every path that no feature has claimed, except
 * health probes. Also the security headers that the filter chains of the features share.
 */
@Configuration(proxyBeanMethods = false)
public class WebSecurity {

	private static final String NOTHING_EMBEDDED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
			+ "form-action 'none'; sandbox";

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
	 * Applies the headers that every response carries, with the given content security
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

	/** Answers 404 to calls that are not permitted. */
	public static Customizer<ExceptionHandlingConfigurer<HttpSecurity>> notFound() {
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
			.exceptionHandling(notFound())
			.build();
	}

}
