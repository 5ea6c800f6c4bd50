package io.selfieregistration.publishing;

import java.nio.charset.StandardCharsets;

import io.selfieregistration.application.Application;

/**
 * Renders results in the form that an application has chosen: plain, encrypted or signed.
 */
public interface ResultForms {

	/**
	 * Encrypts or signs a result, if the application has chosen that.
	 * @param json an object
	 */
	Form apply(Application application, byte[] json);

	/** A rendered result. */
	record Form(String contentType, byte[] body) {

		private static final String JSON = "application/json";

		/**
		 * Returns the form as the body of a message: JSON, as libraries of Standard
		 * Webhooks read it. A compact form becomes the member {@code data}.
		 */
		Form asMessage() {
			// Compact forms consist of letters, digits, dots, dashes and underscores.
			return this.contentType.equals(JSON) ? this
					: new Form(JSON, ("{\"data\":\"" + new String(this.body, StandardCharsets.US_ASCII) + "\"}")
						.getBytes(StandardCharsets.US_ASCII));
		}

	}

}
