package io.selfieregistration.request;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Logs started requests and published results, after commit. */
@Component
class RequestLog {

	private static final Logger logger = LoggerFactory.getLogger(RequestLog.class);

	@TransactionalEventListener
	void write(RequestEvent.Created request) {
		logger.info("The request {} was started for {}", request.id(), request.phase().code());
	}

	@TransactionalEventListener
	void write(RequestEvent.PhaseCompleted phase) {
		logger.info("The result of the request {} for {} is published: {}", phase.id(), phase.phase().code(),
				phase.outcome().code());
	}

}
