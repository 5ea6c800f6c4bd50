package io.selfieregistration.publishing.web;

import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Permits unauthenticated access to the public keys. */
@Configuration(proxyBeanMethods = false)
class PublicKeySecurity {

	@Bean
	@Order(15)
	SecurityFilterChain publicKeys(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		return http
			.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/.well-known/jwks.json"))
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
