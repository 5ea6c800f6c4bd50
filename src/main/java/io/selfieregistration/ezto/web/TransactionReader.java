package io.selfieregistration.ezto.web;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import io.selfieregistration.application.Application;
import io.selfieregistration.intake.EncryptedRequests;
import io.selfieregistration.intake.EncryptedRequests.EncryptionRequired;
import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.web.Problems;
import io.selfieregistration.web.StrictJson;
import io.selfieregistration.web.StrictJson.UnusableValue;

import org.springframework.stereotype.Component;

/** Reads the JSON of a transaction, wherever in a call it stands. */
@Component
class TransactionReader {

	private final ObjectMapper json;

	private final Validator validator;

	private final EncryptedRequests encrypted;

	TransactionReader(ObjectMapper json, Validator validator, EncryptedRequests encrypted) {
		this.json = json;
		this.validator = validator;
		this.encrypted = encrypted;
	}

	/** Reads the request, which may be encrypted in any place. */
	JsonNode json(Application application, String text) {
		if (this.encrypted.isEncrypted(text)) {
			return tree(new String(this.encrypted.open(application, text), StandardCharsets.UTF_8));
		}
		if (application.settings().requireEncryptedRequests()) {
			throw new EncryptionRequired();
		}
		return tree(text);
	}

	private JsonNode tree(String text) {
		try {
			StrictJson.check(this.json, text);
			return this.json.readTree(text);
		}
		catch (UnusableValue ex) {
			throw new TransactionInvalid(ex.getMessage());
		}
		catch (JsonProcessingException ex) {
			throw new TransactionInvalid("'request' is not valid JSON at line " + ex.getLocation().getLineNr()
					+ ", column " + ex.getLocation().getColumnNr());
		}
	}

	TransactionBody read(JsonNode request) {
		try {
			return this.json.treeToValue(request, TransactionBody.class);
		}
		catch (JsonProcessingException ex) {
			String field = (ex instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
					&& !mapping.getPath().isEmpty())
							? mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() : null;
			throw new TransactionInvalid(
					"'" + ((field != null) ? field : "request") + "' does not have the right type");
		}
	}

	void requireValid(RequestDetails details) {
		Set<ConstraintViolation<RequestDetails>> violations = this.validator.validate(details);
		if (!violations.isEmpty()) {
			throw new TransactionInvalid(violations.stream()
				.map((violation) -> "'" + Problems.fieldName(violation.getPropertyPath().toString()) + "' "
						+ violation.getMessage())
				.sorted()
				.reduce((one, other) -> one + "; " + other)
				.orElseThrow());
		}
	}

	/** The transaction cannot be read. */
	@ProblemStatus(status = 400, code = "invalid_request")
	static final class TransactionInvalid extends RuntimeException {

		TransactionInvalid(String problem) {
			super(problem);
		}

	}

}
