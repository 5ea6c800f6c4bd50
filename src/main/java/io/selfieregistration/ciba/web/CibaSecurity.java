package io.selfieregistration.ciba.web;

import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Leaves authentication to the endpoints, as OAuth clients may send their credentials in
 * the form.
 */
@Configuration(proxyBeanMethods = false)
class CibaSecurity {

	@Bean
	@Order(12)
	SecurityFilterChain ciba(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher("/oauth2/**", CibaMetadataController.PATH)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
