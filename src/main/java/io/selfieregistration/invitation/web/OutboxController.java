package io.selfieregistration.invitation.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.invitation.Outbox;
import io.selfieregistration.web.WebSecurity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Shows the development outbox, to callers on the same machine only. */
@RestController
class OutboxController {

	private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private final Outbox outbox;

	OutboxController(Outbox outbox) {
		this.outbox = outbox;
	}

	@GetMapping("/outbox/messages")
	List<OutboxMessage> messages() {
		return this.outbox.messages()
			.stream()
			.map((message) -> new OutboxMessage(message.type().code(), message.at(), message.to(), message.subject(),
					message.text()))
			.toList();
	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record OutboxMessage(String type, Instant at, String to, String subject, String text) {

		@Override
		public String toString() {
			return "OutboxMessage[" + this.type + "]";
		}

	}

	/**
	 * Answers 404 unless the outbox is enabled and the caller is on this machine.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OutboxSecurity {

		@Bean
		@Order(22)
		SecurityFilterChain outboxPage(HttpSecurity http, Outbox outbox) throws Exception {
			WebSecurity.statelessApi().customize(http);
			return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/outbox/**"))
				.headers(WebSecurity.headers(PAGE_POLICY))
				.authorizeHttpRequests((requests) -> requests.anyRequest()
					.access((authentication,
							context) -> new AuthorizationDecision(isShown(outbox, context.getRequest()))))
				.exceptionHandling(WebSecurity.notFound())
				.build();
		}

		static boolean isShown(Outbox outbox, HttpServletRequest call) {
			return outbox.enabled() && isLocal(call.getRemoteAddr());
		}

		private static boolean isLocal(String address) {
			try {
				return InetAddress.getByName(address).isLoopbackAddress();
			}
			catch (UnknownHostException ex) {
				return false;
			}
		}

	}

	/** The address of the page. */
	@Configuration(proxyBeanMethods = false)
	static class OutboxPage implements WebMvcConfigurer {

		@Override
		public void addViewControllers(ViewControllerRegistry registry) {
			registry.addViewController("/outbox/").setViewName("forward:/outbox/index.html");
			registry.addRedirectViewController("/outbox", "/outbox/");
		}

	}

}
