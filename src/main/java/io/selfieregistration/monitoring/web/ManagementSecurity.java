package io.selfieregistration.monitoring.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.web.WebSecurity;

import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Permits health, info and metrics on the management port, and nothing else. There is no
 * login: bind address and network decide who can reach it. Without a separate management
 * port, nothing is exposed.
 */
@Configuration(proxyBeanMethods = false)
class ManagementSecurity {

	private static final String NAMESPACE = "management";

	@Bean
	@Order(1)
	SecurityFilterChain managementPort(HttpSecurity http) throws Exception {
		WebSecurity.statelessApi().customize(http);
		http.securityMatcher(ManagementSecurity::isForManagement)
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(EndpointRequest.to("health", "info", "prometheus"))
						.permitAll()
						.dispatcherTypeMatchers(DispatcherType.ERROR)
						.permitAll());
		return WebSecurity.nothingElse(http);
	}

	private static boolean isForManagement(HttpServletRequest request) {
		WebApplicationContext context = WebApplicationContextUtils
			.getWebApplicationContext(request.getServletContext());
		return WebServerApplicationContext.hasServerNamespace(context, NAMESPACE);
	}

}
