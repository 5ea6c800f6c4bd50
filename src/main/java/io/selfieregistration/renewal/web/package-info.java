/** Administration API of renewals. */
package io.selfieregistration.renewal.web;
