package io.selfieregistration.modelling.process;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.variable.serializer.StringValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.variable.value.StringValue;

/**
 * Keeps texts in variables short from the moment they are set. The database refuses long
 * ones only at the end of a transaction, and thirty steps that each put a text together
 * twice fill the memory before.
 */
class BoundedText extends StringValueSerializer {

	/** In characters; the database keeps fewer. */
	static final int LIMIT = 16_000;

	@Override
	public void writeValue(StringValue value, ValueFields fields) {
		if (value.getValue() != null && value.getValue().length() > LIMIT) {
			throw new ProcessEngineException("A text of more than " + LIMIT + " characters cannot be a variable");
		}
		super.writeValue(value, fields);
	}

}
