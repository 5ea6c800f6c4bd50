package io.selfieregistration.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.platform.Texts;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What holds for every call of our API: it has the query parameters that it describes,
 * each once and with a value, and it reads and writes JSON, no other notation of it.
 */
@Component
class CallConventions implements HandlerInterceptor, WebMvcConfigurer {

	private static final List<String> NOTATIONS = List.of("yaml", "xml", "cbor", "smile");

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/v1/**", "/api/capture/**", "/auth/**", "/oauth2/**");
	}

	/** Libraries of other parts bring their notations along. */
	@Override
	public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
		converters.removeIf((converter) -> NOTATIONS.stream()
			.anyMatch((notation) -> converter.getClass().getSimpleName().toLowerCase(Locale.ROOT).contains(notation)));
	}

	@Override
	public boolean preHandle(HttpServletRequest call, HttpServletResponse response, Object handler) throws Exception {
		if (handler instanceof HandlerMethod method) {
			if (Calls.pathOf(call).startsWith("/api/v1/")) {
				requireDescribedParameters(call, method);
			}
			requireJson(call);
			if (call.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) == null) {
				call.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(MediaType.APPLICATION_JSON));
			}
		}
		return true;
	}

	private static void requireDescribedParameters(HttpServletRequest call, HandlerMethod method) {
		if (call.getQueryString() == null) {
			return;
		}
		Set<String> described = Stream.of(method.getMethodParameters())
			.filter((parameter) -> parameter.hasParameterAnnotation(RequestParam.class))
			.map(ProblemAdvice::nameOf)
			.collect(Collectors.toSet());
		Set<String> given = new HashSet<>();
		for (String pair : call.getQueryString().split("&")) {
			String name = Calls.decode(pair.split("=", 2)[0]).orElse("");
			String shown = "'" + Texts.visible(name) + "' ";
			if (!described.contains(name)) {
				throw new QueryInvalid(shown + "is not a known parameter");
			}
			if (!given.add(name)) {
				throw new QueryInvalid(shown + "is given more than once");
			}
			if (call.getParameter(name).isEmpty()) {
				throw new QueryInvalid(shown + "has no value");
			}
		}
	}

	/** {@code application/json} is the one type of JSON that is read. */
	private static void requireJson(HttpServletRequest call) throws HttpMediaTypeNotSupportedException {
		String type = call.getHeader(HttpHeaders.CONTENT_TYPE);
		if (StringUtils.hasText(type) && MediaType.parseMediaType(type).getSubtype().endsWith("+json")) {
			throw new HttpMediaTypeNotSupportedException(MediaType.parseMediaType(type),
					List.of(MediaType.APPLICATION_JSON));
		}
	}

	/** The query does not fit the call. */
	@ProblemStatus(status = 400, code = "invalid_request")
	private static final class QueryInvalid extends RuntimeException {

		private QueryInvalid(String problem) {
			super(problem);
		}

	}

}
