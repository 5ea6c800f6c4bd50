package io.selfieregistration.monitoring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.selfieregistration.photo.ObjectStore;
import io.selfieregistration.photo.ObjectStoreUnavailable;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Health of the object store. Creates the bucket if the store permits it, at the start or
 * once the store answers.
 */
@Component
class ObjectStoreHealthIndicator extends AbstractHealthIndicator {

	private static final Logger logger = LoggerFactory.getLogger(ObjectStoreHealthIndicator.class);

	private final ObjectStore objects;

	private volatile boolean prepared;

	ObjectStoreHealthIndicator(ObjectStore objects) {
		super("The object store does not answer");
		this.objects = objects;
	}

	@EventListener(ApplicationReadyEvent.class)
	void started() {
		try {
			prepare();
		}
		catch (ObjectStoreUnavailable ex) {
			logger.warn("The object store cannot be used yet, so this node is not ready: {}", ex.getMessage());
		}
	}

	private void prepare() {
		this.objects.prepare();
		this.prepared = true;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (!this.prepared) {
			prepare();
		}
		this.objects.probe();
		builder.up();
	}

}
