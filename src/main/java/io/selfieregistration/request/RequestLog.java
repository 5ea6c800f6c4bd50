package io.selfieregistration.request;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Writes down what becomes of requests, once it is certain. */
@Component
class RequestLog {

	private static final Logger logger = LoggerFactory.getLogger(RequestLog.class);

	@TransactionalEventListener
	void write(RequestCreated request) {
		logger.info("The request {} was started for {}", request.id(), request.phase().code());
	}

	@TransactionalEventListener
	void write(PhaseCompleted phase) {
		logger.info("The result of the request {} for {} is out: {}", phase.id(), phase.phase().code(),
				phase.outcome().code());
	}

}
