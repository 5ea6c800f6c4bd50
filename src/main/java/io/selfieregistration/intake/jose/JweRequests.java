package io.selfieregistration.intake.jose;

import java.text.ParseException;
import java.util.regex.Pattern;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.util.Base64URL;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.ApplicationKey.Purpose;
import io.selfieregistration.application.Applications;
import io.selfieregistration.intake.EncryptedRequests;

import org.springframework.stereotype.Component;

/** Opens JWEs in compact serialization (RFC 7516), uncompressed. */
@Component
class JweRequests implements EncryptedRequests {

	/** With direct encryption the second part, the encrypted key, is empty. */
	private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]*\\.[\\w-]+\\.[\\w-]*\\.[\\w-]+");

	private final Applications applications;

	JweRequests(Applications applications) {
		this.applications = applications;
	}

	@Override
	public boolean isEncrypted(String text) {
		return COMPACT.matcher(text.strip()).matches();
	}

	@Override
	public byte[] open(Application application, String compact) {
		String text = compact.strip();
		for (String secret : this.applications.secrets(application, Purpose.ENCRYPTION)) {
			try {
				JWEObject encrypted = JWEObject.parse(text);
				requireSupported(encrypted.getHeader());
				encrypted.decrypt(new DirectDecrypter(new Base64URL(secret).decode()));
				return encrypted.getPayload().toBytes();
			}
			catch (ParseException ex) {
				throw new NotDecrypted();
			}
			catch (JOSEException ex) {
				// Encrypted with another key, or changed on its way
				continue;
			}
		}
		throw new NotDecrypted();
	}

	/** A compressed payload could be larger than any body may be. */
	private static void requireSupported(JWEHeader header) {
		if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
				|| !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
				|| header.getCompressionAlgorithm() != null) {
			throw new NotDecrypted();
		}
	}

}
