package io.selfieregistration.intake.web;

import io.selfieregistration.intake.EncryptedRequests;

import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the filter that decrypts bodies. */
@Configuration(proxyBeanMethods = false)
class EncryptedBodyConfiguration {

	/** After authentication and the limit of bodies. */
	private static final int ORDER = SecurityProperties.DEFAULT_FILTER_ORDER + 3;

	@Bean
	FilterRegistrationBean<EncryptedBodyFilter> encryptedBodies(EncryptedRequests requests) {
		FilterRegistrationBean<EncryptedBodyFilter> filter = new FilterRegistrationBean<>(
				new EncryptedBodyFilter(requests));
		filter.setOrder(ORDER);
		return filter;
	}

}
