package io.selfieregistration.capture.web;

import io.selfieregistration.application.Applications;
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
 * Permits unauthenticated access to the capture page and its API; the token in the link
 * authorises each call.
 */
@Configuration(proxyBeanMethods = false)
class CaptureSecurity implements WebMvcConfigurer {

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
	SecurityFilterChain capturePage(HttpSecurity http, Applications applications) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/capture/**"))
			.headers((headers) -> headers.frameOptions((frames) -> frames.disable())
				.addHeaderWriter(new CapturePageHeaders(applications)))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/capture/").setViewName("forward:/capture/index.html");
		registry.addViewController("/capture/preview/").setViewName("forward:/capture/preview/index.html");
		registry.addRedirectViewController("/capture", "/capture/").setKeepQueryParams(true);
	}

}
