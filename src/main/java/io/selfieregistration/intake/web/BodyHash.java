package io.selfieregistration.intake.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.platform.Sha256;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJacksonInputMessage;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Hashes the body of a call that starts a request, as received, for its idempotency key.
 */
@RestControllerAdvice(assignableTypes = RequestIntakeController.class)
class BodyHash extends RequestBodyAdviceAdapter {

	/** Request attribute: SHA-256 of the body, 32 bytes. */
	static final String ATTRIBUTE = "io.selfieregistration.bodyHash";

	private final HttpServletRequest call;

	BodyHash(HttpServletRequest call) {
		this.call = call;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return type == RequestDetails.class;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		byte[] body = message.getBody().readAllBytes();
		this.call.setAttribute(ATTRIBUTE, Sha256.of(body));
		return new MappingJacksonInputMessage(new ByteArrayInputStream(body), message.getHeaders());
	}

}
