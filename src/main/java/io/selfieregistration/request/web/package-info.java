/** The API of requests. */
package io.selfieregistration.request.web;
