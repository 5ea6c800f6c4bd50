package io.selfieregistration.ezto.web;

import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Leaves authentication at the transaction API to its controller, as version 0 has the
 * credentials in the body.
 */
@Configuration(proxyBeanMethods = false)
class TransactionSecurity {

	@Bean
	@Order(11)
	SecurityFilterChain transactions(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/auth/realms/**"))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
