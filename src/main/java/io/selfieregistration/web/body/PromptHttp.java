package io.selfieregistration.web.body;

import java.io.IOException;
import java.time.Duration;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 of Tomcat, with a time in which the head of a call must be there. Tomcat only
 * limits the time between two bytes of it.
 */
public class PromptHttp extends Http11NioProtocol {

	static final Duration HEAD = Duration.ofSeconds(20);

	@Override
	protected Processor createProcessor() {
		return new PromptProcessor(this);
	}

	private static final class PromptProcessor extends Http11Processor {

		private SocketWrapperBase<?> partialOf;

		private long partialSinceNanos;

		private PromptProcessor(PromptHttp protocol) {
			super(protocol, protocol.getAdapter());
		}

		@Override
		public SocketState service(SocketWrapperBase<?> connection) throws IOException {
			SocketState state = super.service(connection);
			if (state != SocketState.LONG || isAsync()) {
				this.partialOf = null;
				return state;
			}
			long now = System.nanoTime();
			// A processor serves one connection after the other
			if (this.partialOf != connection) {
				this.partialOf = connection;
				this.partialSinceNanos = now;
			}
			return (now - this.partialSinceNanos > HEAD.toNanos()) ? SocketState.CLOSED : state;
		}

	}

}
