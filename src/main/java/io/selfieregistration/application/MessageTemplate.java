package io.selfieregistration.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.selfieregistration.platform.ShownText;

/**
 * The text of a message in one language. Each part may hold <code>{{link}}</code>,
 * <code>{{expires_in}}</code> and <code>{{application}}</code>; the body must contain the
 * link.
 *
 * @param subject of an e-mail; null in an SMS
 * @param title heading of an e-mail; null in an SMS
 * @param body paragraphs, divided by empty lines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageTemplate(@Size(max = 200) @ShownText String subject, @Size(max = 200) @ShownText String title,
		@NotBlank @Size(max = 4000) @ShownText(paragraphs = true) String body) {
}
