package io.selfieregistration.monitoring.web;

import io.micrometer.common.KeyValues;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Labels calls by route. The raw address may name a user, so it is kept out of traces and
 * metrics.
 */
@Component
class CallObservation extends DefaultServerRequestObservationConvention {

	@Override
	public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
		return KeyValues.empty();
	}

}
