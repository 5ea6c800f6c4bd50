package io.selfieregistration.monitoring;

import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits the values of metric labels, so that callers cannot create new ones. */
@Configuration(proxyBeanMethods = false)
class MeterLimits {

	private static final String METHOD = "method";

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	/** Maps unknown HTTP methods to one label. */
	@Bean
	MeterFilter knownMethodsOnly() {
		return new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				String method = id.getTag(METHOD);
				return (!id.getName().startsWith("http.server.") || method == null || METHODS.contains(method)) ? id
						: id.replaceTags(Tags.of(id.getTags()).and(Tag.of(METHOD, "OTHER")));
			}

		};
	}

}
