package io.selfieregistration.operator.process;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;

import io.selfieregistration.jdbc.DatabaseFault;
import io.selfieregistration.web.ProblemAnswer;
import io.selfieregistration.web.Problems;

/**
 * Lets {@code engine-rest} and the web applications answer 503 while the database fails;
 * to the engine it is an error like any other. Found by its name in
 * {@code META-INF/services}.
 */
public class EngineDatabaseFaults implements AutoDiscoverable {

	private static final String FAULT = "io.selfieregistration.databaseFault";

	@Override
	public void configure(FeatureContext context) {
		context.register(new Faults());
		context.register(new Answers());
	}

	/** Keeps the exception of a call, which its mapper does not hand on. */
	private static final class Faults implements ApplicationEventListener, RequestEventListener {

		@Override
		public void onEvent(ApplicationEvent event) {
		}

		@Override
		public RequestEventListener onRequest(RequestEvent event) {
			return this;
		}

		@Override
		public void onEvent(RequestEvent event) {
			if (event.getType() == RequestEvent.Type.ON_EXCEPTION && DatabaseFault.isTemporary(event.getException())) {
				event.getContainerRequest().setProperty(FAULT, event.getException());
			}
		}

	}

	private static final class Answers implements ContainerResponseFilter {

		@Override
		public void filter(ContainerRequestContext call, ContainerResponseContext response) {
			if (call.getProperty(FAULT) instanceof Exception fault && response.getStatus() >= 500) {
				ProblemAnswer answer = Problems.answerTo(fault);
				response.setStatus(answer.status());
				response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, answer.retryAfterSeconds());
				response.setEntity(answer.json(), null, MediaType.valueOf("application/problem+json"));
			}
		}

	}

}
