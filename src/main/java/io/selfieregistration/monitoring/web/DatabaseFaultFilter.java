package io.selfieregistration.monitoring.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.selfieregistration.jdbc.DatabaseFault;
import io.selfieregistration.web.Problems;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 where the database fails outside of any controller, such as while a caller
 * is authenticated.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class DatabaseFaultFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | IOException | RuntimeException ex) {
			if (!DatabaseFault.isTemporary(ex) || response.isCommitted()) {
				throw ex;
			}
			response.resetBuffer();
			Problems.write(response, Problems.answerTo(ex));
		}
	}

}
