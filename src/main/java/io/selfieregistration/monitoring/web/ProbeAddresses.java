package io.selfieregistration.monitoring.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves probes at customary addresses, with the same answers as {@code /livez} and
 * {@code /readyz}: up or not, and no more.
 */
@Configuration(proxyBeanMethods = false)
class ProbeAddresses implements WebMvcConfigurer {

	private static final String READY = "forward:/readyz";

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/actuator/health").setViewName(READY);
		registry.addViewController("/actuator/health/readiness").setViewName(READY);
		registry.addViewController("/actuator/health/liveness").setViewName("forward:/livez");
	}

}
