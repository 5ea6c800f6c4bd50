package io.selfieregistration.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.selfieregistration.platform.Texts;

import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.MappingJacksonInputMessage;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses JSON whose values could not be kept as they are: texts and names with U+0000 or
 * half a surrogate pair, and numbers beyond a double. Also bounds what JSON costs to
 * read.
 */
@RestControllerAdvice
public class StrictJson extends RequestBodyAdviceAdapter {

	/**
	 * What the parsers of the engine and of libraries read. The length of a body is
	 * limited before.
	 */
	private static final StreamReadConstraints ALL_LIMITS = StreamReadConstraints.builder()
		.maxNestingDepth(50)
		.maxNumberLength(50)
		.maxStringLength(1024 * 1024)
		.maxDocumentLength(16 * 1024 * 1024L)
		.build();

	/**
	 * What callers of our API send and what we keep of it. A logo is the longest text.
	 */
	private static final StreamReadConstraints LIMITS = ALL_LIMITS.rebuild()
		.maxStringLength(64 * 1024)
		.maxDocumentLength(1024 * 1024L)
		.build();

	private final ObjectMapper json;

	StrictJson(ObjectMapper json) {
		this.json = json;
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converterType);
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		byte[] body = message.getBody().readAllBytes();
		try (JsonParser parser = this.json.getFactory().createParser(body)) {
			check(parser);
		}
		return new MappingJacksonInputMessage(new ByteArrayInputStream(body), message.getHeaders());
	}

	/**
	 * Checks JSON that comes within another text.
	 * @throws UnusableValue if it has a value that could not be kept as it is
	 */
	public static void check(ObjectMapper json, String text) throws UnusableValue {
		try (JsonParser parser = json.getFactory().createParser(text)) {
			check(parser);
		}
		catch (UnusableValue ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new IllegalStateException("A text cannot be read", ex);
		}
	}

	private static void check(JsonParser parser) throws IOException {
		try {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
				if (text && !Texts.isStorable(parser.getText())) {
					throw new UnusableValue("'" + path(parser.getParsingContext()) + "' " + Texts.NOT_STORABLE);
				}
				if (token == JsonToken.VALUE_NUMBER_INT) {
					// Only now its length is looked at
					parser.getNumberValue();
				}
				if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
					throw new UnusableValue("'" + path(parser.getParsingContext()) + "' is too large a number");
				}
			}
		}
		catch (StreamConstraintsException ex) {
			throw new UnusableValue("The JSON is nested deeper than " + LIMITS.getMaxNestingDepth()
					+ " levels, or a text or a number in it is too long");
		}
		catch (JsonProcessingException ex) {
			// The conversion that follows says where the body is not JSON
			return;
		}
	}

	/** Returns the place of a value as the caller wrote it: {@code metadata.tags[0]}. */
	private static String path(JsonStreamContext context) {
		StringBuilder path = new StringBuilder();
		for (JsonStreamContext level = context; level != null; level = level.getParent()) {
			if (level.inArray()) {
				path.insert(0, "[" + level.getCurrentIndex() + "]");
			}
			else if (level.inObject() && level.getCurrentName() != null) {
				boolean last = path.isEmpty() || path.charAt(0) == '[';
				path.insert(0, Texts.visible(level.getCurrentName()) + (last ? "" : "."));
			}
		}
		return path.isEmpty() ? "body" : path.toString();
	}

	/**
	 * Converts no value to another type, and reads UTF-8 only, as RFC 8259 has it. Bounds
	 * what any parser reads, as the engine makes parsers of its own for each call.
	 */
	@Configuration(proxyBeanMethods = false)
	static class StrictTypes {

		StrictTypes() {
			StreamReadConstraints.overrideDefaultStreamReadConstraints(ALL_LIMITS);
		}

		@Bean
		Jackson2ObjectMapperBuilderCustomizer strictTypes() {
			return (builder) -> builder
				.factory(JsonFactory.builder()
					.disable(JsonFactory.Feature.CHARSET_DETECTION)
					.streamReadConstraints(LIMITS)
					.build())
				.postConfigurer((mapper) -> mapper.coercionConfigFor(LogicalType.Textual)
					.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
		}

	}

	/** A value could not be kept as it is. */
	@ProblemStatus(status = 400, code = "invalid_request")
	public static final class UnusableValue extends IOException {

		private UnusableValue(String problem) {
			super(problem);
		}

	}

}
