package io.selfieregistration.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.stereotype.Component;

/** Writes and reads {@code jsonb} columns. */
@Component
public class JsonColumns {

	private final ObjectMapper json;

	JsonColumns(ObjectMapper json) {
		this.json = json;
	}

	/**
	 * Returns the JSON text of a value; null stays null.
	 * @throws IllegalArgumentException if the value has no JSON form
	 */
	public String write(Object value) {
		try {
			return (value != null) ? this.json.writeValueAsString(value) : null;
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(value.getClass().getSimpleName() + " has no JSON form", ex);
		}
	}

	/**
	 * Reads a value that {@link #write} wrote; null stays null.
	 * @throws IllegalStateException if the column holds something else
	 */
	public <T> T read(String text, TypeReference<T> type) {
		try {
			return (text != null) ? this.json.readValue(text, type) : null;
		}
		catch (JsonProcessingException ex) {
			// The message of Jackson may quote the column, which may be personal.
			throw new IllegalStateException("A JSON column is no " + type.getType().getTypeName());
		}
	}

}
