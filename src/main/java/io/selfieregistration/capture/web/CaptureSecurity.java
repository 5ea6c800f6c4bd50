package io.selfieregistration.capture.web;

import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets everybody at the capture page and its API: the token in the link is what
 * authorises.
 */
@Configuration(proxyBeanMethods = false)
class CaptureSecurity implements WebMvcConfigurer {

	private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
			+ "form-action 'none'; frame-ancestors 'none'; object-src 'none'";

	@Bean
	@Order(20)
	SecurityFilterChain captureApi(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/api/capture/**"))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@Bean
	@Order(21)
	SecurityFilterChain capturePage(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/capture/**"))
			.headers(WebSecurity.headers(PAGE_POLICY))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/capture/").setViewName("forward:/capture/index.html");
		registry.addRedirectViewController("/capture", "/capture/");
	}

}
