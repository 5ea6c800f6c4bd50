package io.selfieregistration.request;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import io.selfieregistration.request.Request.Channel;

/** A request with sensible defaults, of which a test changes what it is about. */
public final class RequestFixture {

	private final RequestId id;

	private String applicationId = "app-1";

	private int phaseNumber = 1;

	private int phases = 1;

	private String userId = "user";

	private String email;

	private String phone;

	private String locale;

	private Map<String, Object> metadata = Map.of();

	private String clientAddress;

	private Instant createdAt = Instant.now();

	private URI redirectUrl;

	private String state;

	private Decision decision;

	private RequestFixture(RequestId id) {
		this.id = id;
	}

	public static RequestFixture request() {
		return request(RequestId.next());
	}

	public static RequestFixture request(RequestId id) {
		return new RequestFixture(id);
	}

	public RequestFixture phase(int number, int phases) {
		this.phaseNumber = number;
		this.phases = phases;
		return this;
	}

	public RequestFixture user(String userId) {
		this.userId = userId;
		return this;
	}

	public RequestFixture email(String email) {
		this.email = email;
		return this;
	}

	public RequestFixture phone(String phone) {
		this.phone = phone;
		return this;
	}

	public RequestFixture locale(String locale) {
		this.locale = locale;
		return this;
	}

	public RequestFixture metadata(Map<String, Object> metadata) {
		this.metadata = metadata;
		return this;
	}

	public RequestFixture clientAddress(String address) {
		this.clientAddress = address;
		return this;
	}

	public RequestFixture createdAt(Instant createdAt) {
		this.createdAt = createdAt;
		return this;
	}

	public RequestFixture redirect(URI url, String state) {
		this.redirectUrl = url;
		this.state = state;
		return this;
	}

	/** With a module run that was decided; null for one that waits. */
	public RequestFixture decision(Decision decision) {
		this.decision = decision;
		return this;
	}

	public Request build() {
		ModuleRun run = new ModuleRun(new ModuleRun.Id(this.id, 1), this.phaseNumber, "selfie-registration", "module-1",
				this.createdAt, this.decision, (this.decision != null) ? this.createdAt : null, null, null, null, null);
		return new Request(this.id, "default", this.applicationId, Phase.VERIFICATION, this.phaseNumber, this.phases,
				this.userId, this.email, this.phone, this.locale, this.metadata, false, Channel.API, this.clientAddress,
				this.createdAt, this.redirectUrl, this.state, null, run, null, null);
	}

}
