package io.selfieregistration.invitation.web;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.invitation.web.OutboxController.OutboxSecurity;
import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the start page: links to all parts of a development instance for callers who see
 * its outbox, and the name of the product for all others.
 */
@RestController
class StartPageController {

	private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
			+ "form-action 'none'; frame-ancestors 'none'";

	private static final Resource DEVELOPMENT = new ClassPathResource("start/development.html");

	private static final Resource NAME = new ClassPathResource("start/name.html");

	private final Outbox outbox;

	StartPageController(Outbox outbox) {
		this.outbox = outbox;
	}

	@GetMapping(path = "/", produces = "text/html;charset=UTF-8")
	Resource page(HttpServletRequest call) {
		return OutboxSecurity.isShown(this.outbox, call) ? DEVELOPMENT : NAME;
	}

	/** Permits the page to everyone. */
	@Configuration(proxyBeanMethods = false)
	static class StartPageSecurity {

		@Bean
		@Order(23)
		SecurityFilterChain startPage(HttpSecurity http) throws Exception {
			WebSecurity.statelessApi().customize(http);
			return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/"))
				.headers(WebSecurity.headers(PAGE_POLICY))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
