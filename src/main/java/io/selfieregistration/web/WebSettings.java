package io.selfieregistration.web;

import java.net.URI;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Public address of the service.
 *
 * @param baseUrl scheme, host and port that capture links and photo addresses start with;
 * no path, no trailing slash
 */
@Validated
@ConfigurationProperties(prefix = "selfie.web", ignoreUnknownFields = false)
public record WebSettings(@NotNull URI baseUrl) {

	/**
	 * @param path starts with a slash
	 */
	public URI address(String path) {
		return URI.create(this.baseUrl + path);
	}

}
