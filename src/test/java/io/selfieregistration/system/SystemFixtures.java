package io.selfieregistration.system;

import java.time.Duration;

import io.selfieregistration.application.Application.Notification;
import io.selfieregistration.application.Applications;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What system tests start from. */
@TestConfiguration(proxyBeanMethods = false)
public class SystemFixtures {

	@Bean
	Integrators integrators(Applications applications, io.selfieregistration.web.WebSettings web) {
		return new Integrators(applications, web.baseUrl());
	}

	/** Makes integrators, each with an application of its own. */
	public static final class Integrators {

		private final Applications applications;

		private final java.net.URI baseUrl;

		public Integrators(Applications applications, java.net.URI baseUrl) {
			this.applications = applications;
			this.baseUrl = baseUrl;
		}

		/** An integrator that hands the link on and receives results by webhook. */
		public Integrator byLink() {
			return new Integrator.Setup(this.applications, this.baseUrl).start();
		}

		/** An integrator of another kind. */
		public Integrator.Setup with(Notification notification) {
			return new Integrator.Setup(this.applications, this.baseUrl).notification(notification)
				.linkExpiry(Duration.ofMinutes(10));
		}

	}

}
