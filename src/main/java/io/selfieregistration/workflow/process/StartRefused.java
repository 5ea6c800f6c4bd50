package io.selfieregistration.workflow.process;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/**
 * A process cannot start with these variables, which is the caller's mistake. The REST
 * API of the engine answers 400 to this type, however the start was called; its answer to
 * other exceptions of a listener is 500.
 */
public class StartRefused extends InvalidRequestException {

	/**
	 * @param problem one sentence, without personal data
	 */
	public StartRefused(String problem) {
		super(Status.BAD_REQUEST, problem);
	}

}
