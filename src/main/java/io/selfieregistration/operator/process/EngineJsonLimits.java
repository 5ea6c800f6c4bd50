package io.selfieregistration.operator.process;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/**
 * Lets {@code engine-rest} and the web applications answer 400 to JSON beyond the limits
 * of its parser, in the shape of the engine; to them it is an error of their own. Found
 * by its name in {@code META-INF/services}.
 */
public class EngineJsonLimits implements AutoDiscoverable {

	@Override
	public void configure(FeatureContext context) {
		context.register(new Mapper());
	}

	private static final class Mapper implements ExceptionMapper<StreamConstraintsException> {

		@Override
		public Response toResponse(StreamConstraintsException ex) {
			return ExceptionHandlerHelper.getInstance()
				.getResponse(new InvalidRequestException(Status.BAD_REQUEST,
						"The JSON is nested too deeply, or a text or a number in it is too long"));
		}

	}

}
