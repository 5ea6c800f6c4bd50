package io.selfieregistration.web.body;

import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.tomcat.util.descriptor.web.FilterMap;

import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prepares Tomcat for callers who are slow. */
@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

	/** Right after the credentials were checked. */
	@Bean
	FilterRegistrationBean<BodyArrival> bodyArrival() {
		FilterRegistrationBean<BodyArrival> filter = new FilterRegistrationBean<>(new BodyArrival());
		filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
		return filter;
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowCallers() {
		return (factory) -> {
			factory.setProtocol(PromptHttp.class.getName());
			factory.addEngineValves(new UnreadBodies());
			factory.addContextCustomizers((context) -> context.addLifecycleListener((event) -> {
				if (Lifecycle.AFTER_START_EVENT.equals(event.getType())) {
					filterArrivedBodies(context);
				}
			}));
		};
	}

	/**
	 * Lets all filters see a call again whose body has arrived, those of the engine's web
	 * applications too, which check who is logged in.
	 */
	private static void filterArrivedBodies(Context context) {
		Stream.of(context.findFilterMaps())
			.filter((map) -> (map.getDispatcherMapping() & FilterMap.REQUEST) != 0)
			.forEach((map) -> map.setDispatcher(DispatcherType.ASYNC.name()));
	}

}
