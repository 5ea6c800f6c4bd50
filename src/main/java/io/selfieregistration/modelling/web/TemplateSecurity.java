package io.selfieregistration.modelling.web;

import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Permits unauthenticated download of the element templates for Camunda Modeler, which
 * hold nothing confidential.
 */
@Configuration(proxyBeanMethods = false)
class TemplateSecurity {

	@Bean
	@Order(35)
	SecurityFilterChain elementTemplates(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/element-templates/**"))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET)
				.permitAll()
				.requestMatchers(HttpMethod.HEAD)
				.permitAll());
		return WebSecurity.nothingElse(http);
	}

}
