package io.selfieregistration.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models as analysts make them: copies of the workflow Verification, a little changed.
 */
public final class Models {

	private static final String NO_RULE = "<camunda:inputParameter name=\"selfieRule\" />";

	private Models() {
	}

	/** The workflow with another key. */
	public static String workflow(String key) {
		return replace(replace(verification(), "<bpmn:process id=\"verification\"", "<bpmn:process id=\"" + key + "\""),
				"bpmnElement=\"verification\"", "bpmnElement=\"" + key + "\"");
	}

	/** The workflow with another key and with a rule. */
	public static String workflow(String key, String rule) {
		return replace(workflow(key), NO_RULE,
				"<camunda:inputParameter name=\"selfieRule\">" + rule + "</camunda:inputParameter>");
	}

	/** Replaces something that must be there. */
	public static String replace(String model, String text, String replacement) {
		assertThat(model).contains(text);
		return model.replace(text, replacement);
	}

	private static String verification() {
		try (InputStream model = Models.class.getResourceAsStream("/bpmn/verification.bpmn")) {
			return new String(model.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
