package io.selfieregistration.system;

import java.time.Duration;

import io.selfieregistration.application.ApplicationSecret;
import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.Applications;
import io.selfieregistration.application.NotificationType;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What system tests start from. */
@TestConfiguration(proxyBeanMethods = false)
public class SystemFixtures {

	@Bean
	Integrators integrators(Applications applications, io.selfieregistration.web.WebSettings web) {
		return new Integrators(Installation.of(applications), web.baseUrl());
	}

	@Bean
	Operators operators(org.camunda.bpm.engine.IdentityService identity, io.selfieregistration.web.WebSettings web) {
		return new Operators(identity, web.baseUrl().toString());
	}

	@Bean
	Spans spans() {
		return new Spans();
	}

	/** Makes integrators, each with an application of its own. */
	public static final class Integrators {

		private final Installation installation;

		private final java.net.URI baseUrl;

		public Integrators(Installation installation, java.net.URI baseUrl) {
			this.installation = installation;
			this.baseUrl = baseUrl;
		}

		/** An integrator that hands the link on and receives results by webhook. */
		public Integrator byLink() {
			return new Integrator.Setup(this.installation, this.baseUrl).start();
		}

		/** An integrator to whose page {@code /back?order=7} the person returns. */
		public Integrator redirectingBack() {
			return with(NotificationType.LINK).redirectingBack().start();
		}

		/** An integrator of another kind. */
		public Integrator.Setup with(NotificationType notification) {
			return new Integrator.Setup(this.installation, this.baseUrl).notification(notification)
				.linkExpiry(Duration.ofMinutes(10));
		}

	}

	/** Where an application is put. */
	public interface Installation {

		void put(String id, ApplicationSettings settings, ApplicationSecret secret, String webhookSecret);

		/** Into the workspace {@code default} of a running service. */
		static Installation of(Applications applications) {
			return of(applications, "default");
		}

		/** Into a workspace of a running service. */
		static Installation of(Applications applications, String workspace) {
			return (id, settings, secret, webhookSecret) -> applications.put(id, workspace, settings, secret,
					webhookSecret);
		}

	}

}
