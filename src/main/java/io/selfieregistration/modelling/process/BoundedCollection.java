package io.selfieregistration.modelling.process;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.variable.serializer.JavaObjectSerializer;

/**
 * Keeps collections in variables small. A list that holds the list of the step before
 * twice is small as bytes, but FEEL goes through each of its parts: thirty such steps are
 * a billion.
 */
class BoundedCollection extends JavaObjectSerializer {

	/** With the elements of the collections in it. */
	static final int LIMIT = 10_000;

	/** Everything else has a serializer of the engine, before or behind this one. */
	@Override
	protected boolean canSerializeValue(Object value) {
		return value instanceof Serializable && (value instanceof Collection || value instanceof Map);
	}

	@Override
	protected byte[] serializeToByteArray(Object value) throws Exception {
		if (left(value, LIMIT) < 0) {
			throw new ProcessEngineException("A collection of more than " + LIMIT + " elements cannot be a variable");
		}
		return super.serializeToByteArray(value);
	}

	private static int left(Object value, int before) {
		int left = before - 1;
		if (value instanceof Map<?, ?> map) {
			return left(map.values(), left);
		}
		if (value instanceof Collection<?> collection) {
			for (Object element : collection) {
				if (left < 0) {
					return left;
				}
				left = left(element, left);
			}
		}
		return left;
	}

}
